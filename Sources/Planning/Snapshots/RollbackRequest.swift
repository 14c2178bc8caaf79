package import StorageModel

/// A volume of the stack whose data shall go back to the moment of a snapshot.
package struct RollbackRequest: Sendable, Hashable {
    package var key: ResourceKey
    package var name: SnapshotName
    /// Keeps what is there now in a snapshot of its own.
    package var keepsSafety: Bool
    /// Cuts off those who are connected.
    package var allowsDisruption: Bool

    package init(key: ResourceKey, name: SnapshotName, keepsSafety: Bool = true, allowsDisruption: Bool = false) {
        self.key = key
        self.name = name
        self.keepsSafety = keepsSafety
        self.allowsDisruption = allowsDisruption
    }
}
