package import Diagnostics

/// Fields that are left alone for a while: neither shown as a difference nor changed.
package struct IgnoreRule: Sendable, Hashable {
    /// A volume's address, in which `*` stands for any text: `volume/scratch[*]`.
    package var pattern: String
    package var fields: FieldGroups
    /// The last day on which it holds; nil holds for ever.
    package var until: CalendarDate?
    package var reason: String
    package var location: SourceLocation?

    package init(
        pattern: String, fields: FieldGroups, until: CalendarDate? = nil, reason: String,
        location: SourceLocation? = nil
    ) {
        self.pattern = pattern
        self.fields = fields
        self.until = until
        self.reason = reason
        self.location = location
    }

    package func matches(_ address: ResourceAddress) -> Bool { AddressPattern(pattern).matches(address) }
}
