/// What snapshots are taken of and policies hang on: a volume, or an app instance as a whole.
enum SnapshotOwner: Sendable {
    case volume, appInstance

    /// The route of the owner itself.
    var pattern: String {
        switch self {
        case .volume: VolumeRules.item
        case .appInstance: "/app_instances/:id"
        }
    }

    /// How many parameters the owner's route has, and so the position of the one that follows.
    var depth: Int {
        switch self {
        case .volume: 3
        case .appInstance: 1
        }
    }

    func path(in app: AppInstance, _ call: Call) -> String {
        switch self {
        case .volume: app.volumePath(call)
        case .appInstance: app.path
        }
    }

    func policies(
        in app: AppInstance, _ call: Call
    ) throws(Refusal) -> WritableKeyPath<AppInstance, [SnapshotPolicy]> {
        switch self {
        case .volume: try app.volumePlace(call).appending(path: \.snapshotPolicies)
        case .appInstance: \.snapshotPolicies
        }
    }

    func snapshots(in app: AppInstance, _ call: Call) throws(Refusal) -> WritableKeyPath<AppInstance, [Snapshot]> {
        switch self {
        case .volume: try app.volumePlace(call).appending(path: \.snapshots)
        case .appInstance: \.snapshots
        }
    }

    /// What a snapshot taken now would freeze.
    func frozenStorage(in app: AppInstance, _ call: Call) throws(Refusal) -> [StorageInstance] {
        switch self {
        case .volume:
            var storage = try app.storageInstance(call)
            storage.volumes = [try app.volume(call)]
            return [storage.frozen]
        case .appInstance:
            return app.storageInstances.map(\.frozen)
        }
    }
}

extension AppInstance {
    fileprivate func volumePlace(_ call: Call) throws(Refusal) -> WritableKeyPath<AppInstance, Volume> {
        let storage = try storageIndex(call.parameter(1))
        let volume = try storageInstances[storage].volumeIndex(call.parameter(2))
        return \.storageInstances[storage].volumes[volume]
    }
}
