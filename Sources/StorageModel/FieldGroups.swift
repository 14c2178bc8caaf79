/// The groups of fields that can be managed, as bits of a marker's mask. Their values are fixed by marker version 1.
package struct FieldGroups: OptionSet, Hashable, Sendable, Encodable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let name = FieldGroups(rawValue: 1 << 0)
    package static let size = FieldGroups(rawValue: 1 << 1)
    package static let replicas = FieldGroups(rawValue: 1 << 2)
    package static let placement = FieldGroups(rawValue: 1 << 3)
    package static let ipPool = FieldGroups(rawValue: 1 << 4)
    package static let qos = FieldGroups(rawValue: 1 << 5)
    package static let snapshotPolicies = FieldGroups(rawValue: 1 << 6)
    package static let adminState = FieldGroups(rawValue: 1 << 7)
    package static let attachments = FieldGroups(rawValue: 1 << 8)
    package static let chap = FieldGroups(rawValue: 1 << 9)
    package static let template = FieldGroups(rawValue: 1 << 10)

    /// One limit of `qos`. A marker that has `qos` and none of these covers all six.
    ///
    /// Without them, a limit that the manifest does not name, changed by hand, would make a marker untrue that it is no
    /// part of, and every pipeline would report a change until the next apply.
    package static func limit(_ field: QoSField) -> FieldGroups {
        let place: UInt32 =
            switch field {
            case .totalIOPS: 11
            case .readIOPS: 12
            case .writeIOPS: 13
            case .totalBandwidth: 14
            case .readBandwidth: 15
            case .writeBandwidth: 16
            }
        return FieldGroups(rawValue: 1 << place)
    }

    /// Description and metadata, those that the manifest names.
    package static let metadata = FieldGroups(rawValue: 1 << 17)

    /// For `ignore` alone, never in a marker: an access control mode that is more open than desired is drift whatever
    /// was recorded, and the other way round the array cannot go.
    package static let accessControlMode = FieldGroups(rawValue: 1 << 18)

    package static let everyLimit = QoSField.allCases.reduce(into: FieldGroups()) { $0.formUnion(.limit($1)) }

    /// Whether one limit counts.
    package func covers(_ field: QoSField) -> Bool {
        contains(.qos) && (contains(.limit(field)) || isDisjoint(with: .everyLimit))
    }

    /// Each group with the word that plans use for it, in the order of the bits.
    package static let named: [(group: FieldGroups, name: String)] = [
        (.name, "name"), (.size, "size"), (.replicas, "replica_count"), (.placement, "placement"),
        (.ipPool, "ip_pool"), (.qos, "qos"), (.snapshotPolicies, "snapshot_policies"),
        (.adminState, "admin_state"), (.attachments, "attachments"), (.chap, "chap"), (.template, "template"),
        (.metadata, "metadata"), (.accessControlMode, "access_control_mode"),
    ]

    /// The word of marker version 1.
    var markerWord: String { self == .replicas ? "replicas" : names.first ?? "" }

    /// The group that plans call so.
    package init?(name: String) {
        guard let match = Self.named.first(where: { $0.name == name }) else { return nil }
        self = match.group
    }

    /// In the words of plans; of `qos` as a whole no single limits are listed.
    package var names: [String] {
        let limits = contains(.qos) ? [] : QoSField.allCases.filter { contains(.limit($0)) }
        return Self.named.filter { contains($0.group) }.map(\.name) + limits.map { "qos.\($0.rawValue)" }
    }

    /// Six hex digits.
    package var hex: String {
        let digits = String(rawValue, radix: 16)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    package init?(hex: String) {
        guard Digest.isHex(hex, length: 6), let value = UInt32(hex, radix: 16) else { return nil }
        self.init(rawValue: value)
    }
}
