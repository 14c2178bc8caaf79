/// What a new app instance starts as a copy of.
enum CloneSource {
    case appInstance(path: String)
    case volume(path: String)
    case snapshot(path: String)

    init?(_ call: Call) throws(Refusal) {
        if let path = call["clone_src"]?["path"]?.string {
            self = .appInstance(path: path)
        } else if let path = call["clone_volume_src"]?["path"]?.string {
            self = .volume(path: path)
        } else if let path = call["clone_snapshot_src"]?["path"]?.string {
            self = .snapshot(path: path)
        } else {
            return nil
        }
    }

    /// Copies with the source's names and sizes, but neither its ACL, its pool nor its limits. The clone of an app
    /// instance made by a template is bound to no template.
    func storageInstances(
        for app: inout AppInstance, mode: AccessControlMode, in state: inout ArrayState, _ call: Call
    ) throws(Refusal) -> [StorageInstance] {
        let (source, originals, snapshot) = try originals(in: state, call)
        app.cloneSource = source
        app.cloningUntil = call.doneAt
        var copies: [StorageInstance] = []
        for original in originals {
            copies.append(try copy(of: original, in: snapshot, mode: mode, &state, call))
        }
        return copies
    }

    /// The path that the clone remembers, the storage to copy, and the snapshot that keeps it.
    private func originals(
        in state: ArrayState, _ call: Call
    ) throws(Refusal) -> (source: String, storage: [StorageInstance], snapshot: Snapshot?) {
        switch self {
        case .appInstance(let path):
            let place = try StoragePlace(path, in: state, call.tenant)
            return (place.app.path, place.app.storageInstances, nil)
        case .volume(let path):
            let place = try StoragePlace(path, in: state, call.tenant)
            var storage = try place.storageInstance()
            storage.volumes = [try place.volume()]
            return (path, [storage], nil)
        case .snapshot(let path):
            let snapshot = try StoragePlace(path, in: state, call.tenant).snapshot()
            return (path, snapshot.frozen, snapshot)
        }
    }

    private func copy(
        of original: StorageInstance, in snapshot: Snapshot?, mode: AccessControlMode, _ state: inout ArrayState,
        _ call: Call
    ) throws(Refusal) -> StorageInstance {
        var copy = try StorageBuilder(call: call).emptyStorageInstance(name: original.name, pool: nil, in: &state)
        copy.accessControlMode = mode
        for volume in original.volumes {
            copy.volumes.append(
                Volume(
                    name: volume.name, uuid: state.random.uuid(), size: volume.size, replicaCount: volume.replicaCount,
                    placementMode: volume.placementMode, placementPolicy: volume.placementPolicy,
                    activeStorageNodes: volume.activeStorageNodes, capacityInUse: volume.capacityInUse,
                    contents: VolumeContents(origin: snapshot?.dataFile(of: volume) ?? volume.dataFile)))
        }
        return copy
    }
}
