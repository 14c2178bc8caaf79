import ManifestLoading
import StorageModel

/// One live app instance in the long form: an entry of `app_instances`, with all its attachments.
struct ExportedTree {
    let entry: YAMLEntry
    let attachments: ExportedAttachments
    let remarks: [String]

    init(
        _ app: ObservedAppInstance, key: String, head: [YAMLEntry], access: inout ExportedAccess,
        variables: inout ExportNames
    ) {
        let managed = app.marker?.mask
        var remarks: [String] = []
        let whole = ExportedSettings(app, managed: managed)
        let storages = app.storageInstances.sorted { $0.name < $1.name }
        let storageEntries = storages.map { storage -> YAMLEntry in
            let settings = ExportedSettings(storage, managed: managed)
            let volumes = storage.volumes.sorted { $0.name < $1.name }.map { volume -> YAMLEntry in
                let inner = ExportedSettings(volume, managed: managed)
                remarks += inner.remarks
                return YAMLEntry(
                    volume.name, .map([YAMLEntry(VolumeKey.size, .plain("\(volume.size.count)GiB"))] + inner.entries))
            }
            return YAMLEntry(storage.name, .map(settings.entries + [YAMLEntry(VolumeKey.volumes, .map(volumes))]))
        }
        entry = YAMLEntry(
            key, .map(head + whole.entries + [YAMLEntry(VolumeKey.storageInstances, .map(storageEntries))]))
        attachments = ExportedAttachments(
            app, key: key, namesStorages: true, access: &access, variables: &variables)
        self.remarks = remarks
    }
}
