/// A snapshot that is on the array.
package struct SnapshotReference: Sendable, Hashable, Encodable {
    package var owner: SnapshotOwner
    /// Its `utc_ts`.
    package var timestamp: String

    package init(owner: SnapshotOwner, timestamp: String) {
        self.owner = owner
        self.timestamp = timestamp
    }
}

/// A snapshot by the name that a manifest gives it, whether it has been taken or not.
package struct NamedSnapshot: Sendable, Hashable, Encodable {
    package var owner: SnapshotOwner
    package var name: String

    package init(owner: SnapshotOwner, name: String) {
        self.owner = owner
        self.name = name
    }

    /// Chosen once for this tool; another one would take every declared snapshot a second time.
    private static let namespace = "6b0d1f4e-52c9-5d0a-9a3e-7f1c8a2b94d6"

    /// The uuid under which it is on the array: made of the app instance's uuid, so that it stays when the volume gets
    /// another name, another key or another stack.
    ///
    /// - Parameter id: of the app instance; the reference may only hold its name.
    package func uuid(in id: String) -> String {
        switch owner {
        case .appInstance: UUIDv5.make(namespace: Self.namespace, name: "\(id)///\(name)")
        case .volume(let volume):
            UUIDv5.make(namespace: Self.namespace, name: "\(id)/\(volume.storage.name)/\(volume.name)/\(name)")
        }
    }
}
