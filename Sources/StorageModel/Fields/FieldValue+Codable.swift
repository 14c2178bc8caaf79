/// In JSON numbers stay numbers, in the unit that `unit` names; of a secret there is only its place.
extension FieldValue: Codable {
    private enum Key: String, CodingKey { case value, unit, secret }

    private enum Unit: String, Codable {
        case gibibytes = "GiB"
        case operations = "IOPS"
        case kibibytesPerSecond = "KiB/s"
    }

    private static let unlimited = "unlimited"

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text): try text.encode(to: encoder)
        case .count(let count): try count.encode(to: encoder)
        case .flag(let flag): try flag.encode(to: encoder)
        case .list(let members): try members.encode(to: encoder)
        case .size(let size): try Self.encode(.at(size.count), .gibibytes, to: encoder)
        case .iops(let limit): try Self.encode(limit, .operations, to: encoder)
        case .bandwidth(let limit): try Self.encode(limit, .kibibytesPerSecond, to: encoder)
        case .secret(let reference):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(reference.description, forKey: .secret)
        }
    }

    private static func encode(_ limit: Limit, _ unit: Unit, to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch limit {
        case .unlimited: try container.encode(unlimited, forKey: .value)
        case .at(let number): try container.encode(number, forKey: .value)
        }
        try container.encode(unit, forKey: .unit)
    }

    package init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            self = try Self.object(container)
            return
        }
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let count = try? container.decode(Int.self) {
            self = .count(count)
        } else if let members = try? container.decode([String].self) {
            self = .list(members)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    private static func object(_ container: KeyedDecodingContainer<Key>) throws -> FieldValue {
        guard let unit = try container.decodeIfPresent(Unit.self, forKey: .unit) else {
            let text = try container.decode(String.self, forKey: .secret)
            return .secret(
                text.hasPrefix("file:") ? .file(String(text.dropFirst(5))) : .environment(String(text.dropFirst(4))))
        }
        let isUnlimited = (try? container.decode(String.self, forKey: .value)) == unlimited
        let limit: Limit = isUnlimited ? .unlimited : .at(try container.decode(Int.self, forKey: .value))
        switch unit {
        case .operations: return .iops(limit)
        case .kibibytesPerSecond: return .bandwidth(limit)
        case .gibibytes:
            guard case .at(let count) = limit else {
                throw DecodingError.dataCorruptedError(
                    forKey: .value, in: container, debugDescription: "a size has an end")
            }
            return .size(Gibibytes(count))
        }
    }
}
