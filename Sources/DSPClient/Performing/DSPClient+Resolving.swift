internal import StorageModel

extension DSPClient {
    /// The call with every reference that only now can be looked up: what the same plan has made has no uuid while it is
    /// planned, and a snapshot no time stamp before it is taken. One request for such a call, none for any other.
    func resolved(_ call: ArrayCall) async throws(ArrayFailure) -> ArrayCall {
        if case .takeSnapshot(var snapshot) = call, snapshot.owner.app.isByName {
            snapshot.owner = snapshot.owner.moved(to: try await appInstance(snapshot.owner.app).reference)
            return .takeSnapshot(snapshot)
        }
        guard case .cloneAppInstance(var spec) = call else { return call }
        switch spec.source {
        case .appInstance(let app) where app.isByName:
            spec.source = .appInstance(try await appInstance(app).reference)
        case .volume(let volume) where volume.storage.app.isByName:
            let app = try await appInstance(volume.storage.app).reference
            spec.source = .volume(
                VolumeReference(
                    storage: StorageInstanceReference(app: app, name: volume.storage.name), name: volume.name))
        case .namedSnapshot(let snapshot):
            spec.source = .snapshot(try await find(snapshot))
        case .appInstance, .volume, .snapshot: break
        }
        return .cloneAppInstance(spec)
    }

    private func find(_ snapshot: NamedSnapshot) async throws(ArrayFailure) -> SnapshotReference {
        let live = try await appInstance(snapshot.owner.app)
        guard let found = SnapshotName.named(snapshot.name).find(of: snapshot.owner, in: live) else {
            throw .notFound(
                FailedCall("GET \(configuration.endpoint)", tenant: live.tenant),
                message: "\(live.name) has no snapshot \(snapshot.name)")
        }
        return SnapshotReference(owner: snapshot.owner.moved(to: live.reference), timestamp: found.timestamp)
    }
}
