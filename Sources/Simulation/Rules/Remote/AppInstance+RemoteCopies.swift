/// Copies of snapshots at remote providers.
extension AppInstance {
    /// Those that a provider keeps, as their lists show them.
    func snapshots(at provider: String, for viewer: Viewer) -> [JSONValue] {
        let own = snapshots.map { (path, $0) }
        let ofVolumes = storageInstances.flatMap { storage in
            storage.volumes.flatMap { volume in
                let path = volume.path(under: storage.path(in: self))
                return volume.snapshots.map { (path, $0) }
            }
        }
        return (own + ofVolumes).filter { $0.1.remoteProviders.contains(provider) }
            .map { $0.1.view(under: $0.0, for: viewer) }
    }

    /// Forgets the copies that a provider keeps, all or those of one snapshot. A snapshot that has no copy left is gone.
    mutating func forgetCopies(at provider: String, of snapshotPath: String? = nil) {
        snapshots.forgetCopies(at: provider, of: snapshotPath, under: path)
        for storage in storageInstances.indices {
            let storagePath = storageInstances[storage].path(in: self)
            for volume in storageInstances[storage].volumes.indices {
                let path = storageInstances[storage].volumes[volume].path(under: storagePath)
                storageInstances[storage].volumes[volume].snapshots.forgetCopies(
                    at: provider, of: snapshotPath, under: path)
            }
        }
    }
}

extension [Snapshot] {
    mutating func forgetCopies(at provider: String, of snapshotPath: String?, under owner: String) {
        for index in indices where snapshotPath.map({ $0 == self[index].path(under: owner) }) ?? true {
            self[index].remoteProviders.removeAll { $0 == provider }
        }
        removeAll { !$0.isLocal && $0.remoteProviders.isEmpty }
    }
}
