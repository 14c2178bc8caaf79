/// Which snapshot of a volume is meant: what stands behind the `@`.
package enum SnapshotName: Sendable, Hashable, CustomStringConvertible {
    /// One that a manifest has named.
    case named(String)
    /// Any other one, by its `utc_ts` as `snapshot list` shows it.
    case taken(at: String)

    /// Nil for text that is neither.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        let isNumber = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            .allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(Self.digits.contains) }
        if isNumber, text.contains(".") {
            self = .taken(at: text)
        } else if (1...Self.maximumLength).contains(bytes.count), !Self.digits.contains(bytes[0]),
            bytes[0] != UInt8(ascii: "-"), bytes.allSatisfy(Self.letters.contains)
        {
            self = .named(text)
        } else {
            return nil
        }
    }

    package static let maximumLength = 64

    package var description: String {
        switch self {
        case .named(let name): name
        case .taken(let timestamp): timestamp
        }
    }

    /// The snapshot of this name in a live app instance.
    package func find(of owner: SnapshotOwner, in live: ObservedAppInstance) -> ObservedSnapshot? {
        let snapshots = owner.snapshots(in: live) ?? []
        switch self {
        case .named(let name):
            let uuid = NamedSnapshot(owner: owner, name: name).uuid(in: live.id)
            return snapshots.first { $0.uuid == uuid }
        case .taken(let timestamp): return snapshots.first { $0.timestamp == timestamp }
        }
    }

    private static let digits = Set("0123456789".utf8)
    private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-".utf8)
}
