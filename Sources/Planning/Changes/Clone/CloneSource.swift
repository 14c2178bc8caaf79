import StorageModel

/// What a clone is made of, once it has been found.
struct CloneSource {
    var source: CloneSpec.Source
    /// What the copy will carry of it: names, sizes, replicas, placement.
    var storageInstances: [StorageInstanceContent]
    var createMode: String
    /// Whether the sizes are those of now and the data those of some time ago, when the volume may have been smaller.
    var mayBeSmaller: Bool
    /// The content of the cached image that it is.
    var image: CachedContent?

    init(
        _ source: CloneSpec.Source, of app: ObservedAppInstance, owner: SnapshotOwner, mayBeSmaller: Bool = false
    ) {
        self.source = source
        createMode = app.createMode
        self.mayBeSmaller = mayBeSmaller
        storageInstances = app.storageInstances.compactMap { storage in
            var volumes = storage.volumes
            if case .volume(let only) = owner {
                guard storage.name == only.storage.name else { return nil }
                volumes = volumes.filter { $0.name == only.name }
            }
            // A clone gets neither pool nor access, limits and policies of its source (dsp-api.md 2.3); `default` exists
            // everywhere (2.11), and when it is another one, the comparison after the POST tells.
            return StorageInstanceContent(
                name: storage.name, ipPool: "default",
                volumes: volumes.map(\.bare))
        }
    }

    var paths: Set<VolumePath> {
        Set(
            storageInstances.flatMap { storage in
                storage.volumes.map { VolumePath(storage: storage.name, volume: $0.name) }
            })
    }
}
