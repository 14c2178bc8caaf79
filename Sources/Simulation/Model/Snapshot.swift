/// A snapshot of one volume, or of all volumes of an app instance together.
struct Snapshot: Sendable, Codable, Equatable {
    /// The key: `seconds.fraction` of the moment it was taken.
    let utcTs: String
    let uuid: String
    /// The storage that the snapshot froze, so that a clone of it gets the size of that time.
    let frozen: [StorageInstance]
    var availableAt: ArrayTime?
    /// Whether the array itself keeps it; if not, some remote provider does.
    var isLocal = true
    /// The uuids of the remote providers that keep a copy.
    var remoteProviders: [String] = []

    func path(under ownerPath: String) -> String { "\(ownerPath)/snapshots/\(utcTs)" }
}

/// A schedule by which the array itself takes snapshots. The simulated array keeps the schedule but never acts on it.
struct SnapshotPolicy: Sendable, Codable, Equatable {
    let name: String
    var interval: String
    var retentionCount: Int
    var startTime: String
}
