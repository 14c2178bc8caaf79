import Planning
import StorageModel

/// A field value in JSON: numbers stay numbers, in the unit that `unit` names; secrets are never there.
struct JSONFieldValue: Encodable {
    private let value: FieldValue

    init(_ value: FieldValue) { self.value = value }

    private enum Key: String, CodingKey { case value, unit, secret }

    func encode(to encoder: any Encoder) throws {
        switch value {
        case .text(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .count(let count):
            var container = encoder.singleValueContainer()
            try container.encode(count)
        case .flag(let flag):
            var container = encoder.singleValueContainer()
            try container.encode(flag)
        case .list(let members):
            var container = encoder.singleValueContainer()
            try container.encode(members)
        case .size(let size): try quantity(.at(size.count), "GiB", to: encoder)
        case .limit(let field, let limit): try quantity(limit, field.isBandwidth ? "KiB/s" : "IOPS", to: encoder)
        case .secret(let reference):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(reference.description, forKey: .secret)
        case .hidden:
            var container = encoder.container(keyedBy: Key.self)
            try container.encodeNil(forKey: .secret)
        }
    }

    private func quantity(_ limit: Limit, _ unit: String, to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch limit {
        case .unlimited: try container.encode("unlimited", forKey: .value)
        case .at(let number): try container.encode(number, forKey: .value)
        }
        try container.encode(unit, forKey: .unit)
    }
}
