package import Diagnostics
package import StorageModel

/// A field before and after, ready to be shown: the view of a `Change` that reporters and JSON share.
package struct FieldChange: Sendable, Equatable {
    package var path: FieldPath
    /// Nil for a field that comes into being.
    package var from: FieldValue?
    /// Nil for a field that goes away.
    package var to: FieldValue?
    /// Why the value is what it is, for instance the arithmetic of a per-GiB limit.
    package var note: String?
    package var location: SourceLocation?
    /// The block of the manifest that supplied the value.
    package var via: String?

    package init(
        _ path: FieldPath, from: FieldValue? = nil, to: FieldValue?, note: String? = nil,
        location: SourceLocation? = nil, via: String? = nil
    ) {
        self.path = path
        self.from = from
        self.to = to
        self.note = note
        self.location = location
        self.via = via
    }

    package init(
        _ field: Field, of place: AppInstancePart? = nil, from: FieldValue? = nil, to: FieldValue?,
        note: String? = nil, location: SourceLocation? = nil, via: String? = nil
    ) {
        self.init(
            FieldPath(field, of: place), from: from, to: to, note: note, location: location, via: via)
    }

    /// Of a value that the manifest declares.
    init<Value>(
        _ path: FieldPath, from: FieldValue?, to: Declared<Value>, note: String? = nil, as value: (Value) -> FieldValue
    ) {
        self.init(path, from: from, to: value(to.value), note: note, location: to.location, via: to.via)
    }

    /// With the storage instance or volume that it belongs to.
    func below(_ place: AppInstancePart?) -> FieldChange {
        var change = self
        change.path.place = place
        return change
    }
}
