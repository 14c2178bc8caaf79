/// The DSP's rules for names, so that a bad name is refused before anything is sent (dsp-api.md section 2, patterns).
package enum NameRule: Sendable {
    /// App instances, tenants, storage instances, volumes, policies, groups, CHAP users: 3-64 of `[A-Za-z0-9_.-]`.
    case name
    /// App instances alone may also be called by a lower-case uuid, as Cinder's first drivers did.
    case nameOrUUID
    /// Descriptions and initiator labels: 3-128 of `[A-Za-z0-9_.-]` and spaces.
    case label

    package func accepts(_ text: String) -> Bool {
        if self == .nameOrUUID, Self.isUUID(text) { return true }
        guard let first = text.utf8.first, lengths.contains(text.utf8.count) else { return false }
        return Self.isLetter(first) && text.utf8.allSatisfy(allows)
    }

    /// The rule as a clause for an error message.
    package var text: String {
        let characters = self == .label ? "letters, digits, spaces, _ . -" : "letters, digits, _ . -"
        return "\(lengths.lowerBound)-\(lengths.upperBound) of \(characters), starting with a letter or _"
    }

    private var lengths: ClosedRange<Int> { self == .label ? 3...128 : 3...64 }

    private func allows(_ byte: UInt8) -> Bool {
        Self.isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || (self == .label && byte == UInt8(ascii: " "))
    }

    /// Eight, four, four, four and twelve lower-case hex digits.
    package static func isUUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { Digest.isHex($0, length: $0.utf8.count) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
