package import Diagnostics
package import StorageModel

/// A field before and after, ready to be shown: the view of a `Change` that reporters and JSON share.
package struct FieldChange: Sendable, Equatable {
    /// `size`, `qos.total_iops_max`; prefixed with `storage/volume` where an app instance has several.
    package var path: String
    /// Nil for a field that comes into being.
    package var from: FieldValue?
    /// Nil for a field that goes away.
    package var to: FieldValue?
    /// Why the value is what it is, for instance the arithmetic of a per-GiB limit.
    package var note: String?
    package var location: SourceLocation?
    /// The block of the manifest that lent the value.
    package var via: String?

    package init(
        _ path: String, from: FieldValue? = nil, to: FieldValue?, note: String? = nil, location: SourceLocation? = nil,
        via: String? = nil
    ) {
        self.path = path
        self.from = from
        self.to = to
        self.note = note
        self.location = location
        self.via = via
    }
}

/// A value with its meaning kept, so that text prints the unit and JSON the number.
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
}
