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
