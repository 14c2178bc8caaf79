package import StorageModel

/// Snapshots and clones on a modelled array. Of a snapshot it keeps nothing but that it was taken.
extension ObservedState {
    mutating func applySnapshotCall(_ call: ArrayCall) throws(ArrayFailure) {
        if case .takeSnapshot(let snapshot) = call {
            let index = try index(of: snapshot.owner.app)
            let uuid = snapshot.uuid(in: appInstances[index].id)
            let count = appInstances[index].allSnapshots.count
            try appInstances[index].editSnapshots(of: snapshot.owner) { snapshots throws(ArrayFailure) in
                guard !snapshots.contains(where: { $0.uuid == uuid }) else { throw Self.conflict("snapshot") }
                snapshots.append(ObservedSnapshot(timestamp: "\(1_600_000_000 + count).5", uuid: uuid))
            }
        } else if case .deleteSnapshot(let snapshot) = call {
            let index = try index(of: snapshot.owner.app)
            try appInstances[index].editSnapshots(of: snapshot.owner) { snapshots throws(ArrayFailure) in
                guard snapshots.contains(where: { $0.timestamp == snapshot.timestamp }) else {
                    throw Self.missing("snapshot")
                }
                snapshots.removeAll { $0.timestamp == snapshot.timestamp }
            }
        } else if case .restoreSnapshot(let snapshot) = call {
            let live = appInstances[try index(of: snapshot.owner.app)]
            guard live.adminState == .offline else { throw Self.refused("must be offline") }
            guard SnapshotName.taken(at: snapshot.timestamp).find(of: snapshot.owner, in: live) != nil else {
                throw Self.missing("snapshot")
            }
        }
    }

    /// A copy carries names, sizes, replicas and placement, and neither access nor limits nor policies.
    mutating func clone(_ blueprint: CloneSpec, id: String) throws(ArrayFailure) {
        try requireFree(blueprint.name, in: blueprint.tenant)
        let source = appInstances[try index(of: blueprint.source.app)]
        if case .namedSnapshot(let snapshot) = blueprint.source {
            guard SnapshotName.named(snapshot.name).find(of: snapshot.owner, in: source) != nil else {
                throw Self.missing("snapshot")
            }
        }
        var copy = ObservedAppInstance(
            tenant: blueprint.tenant, id: id, name: blueprint.name, createMode: blueprint.createMode,
            cloneSource: source.id,
            storageInstances: source.storageInstances.map { storage in
                StorageInstanceContent(
                    name: storage.name, ipPool: "default",
                    volumes: storage.volumes.map {
                        VolumeContent(
                            name: $0.name, size: $0.size, replicaCount: $0.replicaCount, placement: $0.placement)
                    })
            })
        copy.describe(as: blueprint.marker.description)
        appInstances.append(copy)
    }
}

extension ObservedAppInstance {
    fileprivate mutating func editSnapshots(
        of owner: SnapshotOwner, _ edit: (inout [ObservedSnapshot]) throws(ArrayFailure) -> Void
    ) throws(ArrayFailure) {
        guard case .volume(let reference) = owner else { return try edit(&groupSnapshots) }
        guard paths.contains(reference.path) else { throw ObservedState.missing("volume") }
        try edit(&volumeSnapshots[reference.path, default: []])
    }
}

extension ObservedAppInstance {
    /// The snapshots of one volume, by its place in the tree.
    package subscript(snapshotsOf storage: Int, volume: Int) -> [ObservedSnapshot] {
        get { snapshots(of: path(storage, volume)) }
        set { volumeSnapshots[path(storage, volume)] = newValue }
    }

    private func path(_ storage: Int, _ volume: Int) -> VolumePath {
        let storage = storageInstances[storage]
        return VolumePath(storage: storage.name, volume: storage.volumes[volume].name)
    }
}
