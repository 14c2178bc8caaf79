package import Diagnostics

/// A snapshot as the array's list shows it (dsp-api.md 2.7).
package struct ObservedSnapshot: Sendable, Hashable, Encodable {
    /// `utc_ts`, seconds and fraction since 1970: the key in its path.
    package var timestamp: String
    package var uuid: String
    /// False while the array is still taking it.
    package var isAvailable: Bool

    package init(timestamp: String, uuid: String, isAvailable: Bool = true) {
        self.timestamp = timestamp
        self.uuid = uuid
        self.isAvailable = isAvailable
    }

    /// `2026-11-21 04:22:04 UTC`; the key itself when that is not a number.
    package var takenAt: String {
        Int(timestamp.prefix { $0 != "." }).map { UTCSecond(secondsSince1970: $0).description } ?? timestamp
    }

    /// Whether it was taken before the other one.
    package func isOlder(than other: ObservedSnapshot) -> Bool { sortKey < other.sortKey }

    private var sortKey: (seconds: Int, fraction: String) {
        let parts = timestamp.split(separator: ".", maxSplits: 1).map(String.init)
        return (parts.first.flatMap(Int.init) ?? 0, parts.count > 1 ? parts[1] : "")
    }
}

/// What a volume's metadata says of a declared snapshot. No entry means that it was never asked for, or that it has
/// been removed on purpose: then its name is free.
package enum SnapshotProgress: String, Sendable, Hashable {
    /// It may have been taken or not: the next run that finds it missing takes it.
    case asked
    /// It existed. If it is missing now, it was deleted.
    case taken
}

/// A snapshot that is taken once and then kept.
package struct DesiredSnapshot: Sendable, Hashable {
    package var name: String
    package var location: SourceLocation?

    package init(name: String, location: SourceLocation? = nil) {
        self.name = name
        self.location = location
    }
}
