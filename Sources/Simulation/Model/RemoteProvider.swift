/// A store of objects outside the array, to which snapshots are copied. The simulated one is reached at once or after the
/// array's delay, keeps no bytes and never fails.
struct RemoteProvider: Sendable, Codable, Equatable {
    let uuid: String
    let remoteType: String
    /// All that was said about it, by the API's names: host, port, label, and the keys, which are never shown.
    var settings: [String: JSONValue]
    /// When it can be used; nil is at once.
    var availableAt: ArrayTime?
    var lastSeen: ArrayTime
    /// Newest last.
    var operations: [RemoteOperation] = []

    /// What must not be shown.
    static let secrets = ["access_key", "secret_key", "private_key"]

    var path: String { "/remote_providers/\(uuid)" }
}

/// Work that the array does at a remote provider.
struct RemoteOperation: Sendable, Codable, Equatable {
    enum Kind: String, Sendable, Codable { case refresh, upload }

    let uuid: String
    let kind: Kind
    /// The app instance and the snapshot that it is about; empty for a refresh.
    var appInstance = ""
    var snapshotPath = ""
    /// When it is done; nil is at once.
    let doneAt: ArrayTime?
    var isAborted = false
}
