/// What a restore brings back: the volume's size and fill level at the time of the snapshot, and on record where its
/// bytes come from. Its settings (replicas, placement, limits, policies) and its snapshots are no data and stay as they are.
extension Volume {
    mutating func restore(to frozen: Volume, of snapshot: Snapshot, until time: ArrayTime?) {
        size = frozen.size
        capacityInUse = frozen.capacityInUse
        contents = VolumeContents(origin: snapshot.dataFile(of: frozen), restores: (contents?.restores ?? 0) + 1)
        begin("internal_operation_in_progress", until: time)
    }
}

extension AppInstance {
    /// Volumes that were made since are left alone, and volumes that were deleted since do not come back.
    mutating func restore(to snapshot: Snapshot, until time: ArrayTime?) {
        for frozen in snapshot.frozen {
            guard let storage = storageInstances.firstIndex(where: { $0.name == frozen.name }) else { continue }
            for volume in frozen.volumes {
                storageInstances[storage].restore(volume, of: snapshot, until: time)
            }
        }
        restorePoint = snapshot.utcTs
    }
}

extension StorageInstance {
    fileprivate mutating func restore(_ frozen: Volume, of snapshot: Snapshot, until time: ArrayTime?) {
        guard let index = volumes.firstIndex(where: { $0.name == frozen.name }) else { return }
        volumes[index].restore(to: frozen, of: snapshot, until: time)
    }
}
