/// The value of a field with its meaning kept, so that text prints the unit and JSON the number.
package enum FieldValue: Sendable, Hashable {
    case text(String)
    case count(Int)
    case size(Gibibytes)
    case iops(Limit)
    case bandwidth(Limit)
    case flag(Bool)
    case list([String])
    /// A secret's place; its content is in no plan.
    case secret(SecretReference)

    package static func limit(_ field: QoSField, _ limit: Limit) -> FieldValue {
        field.isBandwidth ? .bandwidth(limit) : .iops(limit)
    }

    /// By the bytes of its texts; of a secret by what the manifest says of its place.
    package static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
        case (.count(let left), .count(let right)): left == right
        case (.size(let left), .size(let right)): left == right
        case (.iops(let left), .iops(let right)): left == right
        case (.bandwidth(let left), .bandwidth(let right)): left == right
        case (.flag(let left), .flag(let right)): left == right
        case (.list(let left), .list(let right)): left.elementsEqual(right) { $0.hasSameBytes(as: $1) }
        case (.secret(let left), .secret(let right)): left.description == right.description
        case (.text, _), (.count, _), (.size, _), (.iops, _), (.bandwidth, _), (.flag, _), (.list, _), (.secret, _):
            false
        }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(texts) }

    /// As a person reads it, always with its unit; of a list each member.
    package var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .count(let count): ["\(count)"]
        case .size(let size): [size.description]
        case .iops(let limit): [QoSField.totalIOPS.text(for: limit)]
        case .bandwidth(let limit): [QoSField.totalBandwidth.text(for: limit)]
        case .flag(let flag): [flag ? "true" : "false"]
        case .list(let members): members
        case .secret(let reference): ["(secret from \(reference))"]
        }
    }
}
