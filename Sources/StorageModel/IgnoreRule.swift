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

    package func matches(_ address: ResourceAddress) -> Bool {
        Self.matches(Array(address.description.utf8)[...], Array(pattern.utf8)[...])
    }

    /// Greedy with one point to go back to, so linear in practice and never exponential.
    private static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        var text = text
        var pattern = pattern
        var retry: (text: ArraySlice<UInt8>, pattern: ArraySlice<UInt8>)?
        while let letter = text.first {
            if pattern.first == UInt8(ascii: "*") {
                retry = (text, pattern)
                pattern = pattern.dropFirst()
            } else if pattern.first == letter {
                text = text.dropFirst()
                pattern = pattern.dropFirst()
            } else if let last = retry {
                text = last.text.dropFirst()
                pattern = last.pattern
            } else {
                return false
            }
        }
        return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
