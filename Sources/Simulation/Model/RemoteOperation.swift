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
