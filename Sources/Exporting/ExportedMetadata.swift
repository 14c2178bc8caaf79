import ManifestLoading
import StorageModel

/// What one live app instance's metadata says to a manifest: `description`, `metadata`, and which snapshots have a
/// name.
struct ExportedMetadata {
    private(set) var entries: [YAMLEntry] = []
    /// Names of the snapshots that a stack has declared and that are there.
    private(set) var snapshots: [String] = []
    /// Keys that a driver keeps for itself, and will change.
    private(set) var isDrivers = false

    init(_ app: ObservedAppInstance) {
        guard let values = app.metadata?.filter({ !$0.value.isEmpty }) else { return }
        if let text = values[MetadataKey.humanDescription] {
            entries.append(YAMLEntry(VolumeKey.description, .text(text)))
        }
        let own = values.filter {
            $0.key != MetadataKey.humanDescription && !MetadataKey.isOwn($0.key) && !$0.key.isEmpty
        }
        if app.createMode != "normal" {
            isDrivers = !own.isEmpty
        } else if !own.isEmpty {
            let lines = own.sorted { $0.key < $1.key }.map { YAMLEntry($0.key, .text($0.value)) }
            entries.append(YAMLEntry(VolumeKey.metadata, .map(lines)))
        }
        guard let owner = Self.owner(of: app) else { return }
        snapshots = values.keys.compactMap(MetadataKey.snapshotName).filter { text in
            guard case .named(let name)? = SnapshotName(text) else { return false }
            return SnapshotName.named(name).find(of: owner, in: app) != nil
        }.sorted()
    }

    /// What the snapshots of its entry are taken of.
    private static func owner(of app: ObservedAppInstance) -> SnapshotOwner? {
        guard let single = ExportedVolume(app) else {
            return app.exportsAsTemplate ? nil : .appInstance(app.reference)
        }
        return .volume(
            VolumeReference(
                storage: StorageInstanceReference(app: app.reference, name: single.storage.name),
                name: single.volume.name))
    }
}
