/// A snapshot of one volume, or of all volumes of an app instance together.
struct Snapshot: Sendable, Codable, Equatable {
    /// The key: `seconds.fraction` of the moment it was taken.
    let utcTs: String
    let uuid: String
    /// The storage that the snapshot froze, so that a clone of it gets the size of that time.
    let frozen: [StorageInstance]
    var availableAt: ArrayTime?
}
