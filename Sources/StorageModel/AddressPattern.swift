/// A resource's address in which `*` stands for any text: `volume/scratch[*]`.
package struct AddressPattern: Sendable, Hashable, CustomStringConvertible {
    package var text: String

    package init(_ text: String) { self.text = text }

    package var description: String { text }

    package func matches(_ address: ResourceAddress) -> Bool { matches(text: address.description) }

    package func matches(text other: String) -> Bool { Self.matches(Array(other.utf8)[...], Array(text.utf8)[...]) }

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
