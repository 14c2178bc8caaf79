/// Where a new snapshot is to be kept besides, or instead of, the array itself.
struct RemoteCopy {
    private let provider: String
    private let staysLocal: Bool

    /// nil for a snapshot that is only local, as all are unless the request says otherwise.
    init?(_ call: Call, in state: ArrayState) throws(Refusal) {
        let uuid = call["remote_provider_uuid"]?.string ?? ""
        let type = call["type"]?.string ?? (uuid.isEmpty ? "local" : "local_and_remote")
        guard type != "local" else { return nil }
        guard state.remoteProviders.contains(where: { $0.uuid == uuid }) else {
            throw .validationFailed(
                uuid.isEmpty
                    ? "A snapshot of type \(type) needs a remote_provider_uuid"
                    : "The remote provider \(uuid) does not exist")
        }
        provider = uuid
        staysLocal = type == "local_and_remote"
    }

    func mark(_ snapshot: inout Snapshot) {
        snapshot.remoteProviders = [provider]
        snapshot.isLocal = staysLocal
    }

    /// Puts the upload on the provider's list of operations.
    func upload(_ snapshotPath: String, of app: AppInstance, in state: inout ArrayState, _ call: Call) {
        let operation = RemoteOperation(
            uuid: state.random.uuid(), kind: .upload, appInstance: app.id, snapshotPath: snapshotPath,
            doneAt: call.doneAt)
        for index in state.remoteProviders.indices where state.remoteProviders[index].uuid == provider {
            state.remoteProviders[index].operations.append(operation)
        }
    }
}
