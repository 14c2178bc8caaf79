private import StorageModel

/// The SHA-256 of a file as it was published.
package struct Checksum: Hashable, Sendable, CustomStringConvertible {
    /// 64 lower-case hex digits.
    package let hex: String

    private static let prefix = "sha256:"

    /// `sha256:` and 64 hex digits. Nil for everything else, also for other algorithms.
    package init?(_ text: String) {
        guard text.lowercased().hasPrefix(Self.prefix) else { return nil }
        self.init(hex: String(text.dropFirst(Self.prefix.count)))
    }

    init?(hex: String) {
        let lower = hex.lowercased()
        guard Digest.isHex(lower, length: 64) else { return nil }
        self.hex = lower
    }

    package var description: String { Self.prefix + hex }
}
