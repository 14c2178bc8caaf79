package import Diagnostics

/// A value from the manifest together with where it was written, so that every step can name the line that caused it.
package struct Declared<Value: Hashable & Sendable>: Hashable, Sendable {
    package var value: Value
    package var location: SourceLocation?
    /// The block that supplied the value, for instance `volume_types.gold` or `defaults`; nil when written on the
    /// resource.
    package var via: String?

    package init(_ value: Value, at location: SourceLocation? = nil, via: String? = nil) {
        self.value = value
        self.location = location
        self.via = via
    }

    package func map<Other>(_ transform: (Value) -> Other) -> Declared<Other> {
        Declared<Other>(transform(value), at: location, via: via)
    }
}
