import ManifestLoading
import StorageModel

/// One live app instance with one storage instance and one volume: an entry of `volumes`.
struct ExportedVolume {
    let app: ObservedAppInstance
    let storage: StorageInstanceContent
    let volume: VolumeContent

    /// Nil for one that has several.
    init?(_ app: ObservedAppInstance) {
        guard app.storageInstances.count == 1, let storage = app.storageInstances.first,
            storage.volumes.count == 1, let volume = storage.volumes.first
        else { return nil }
        self.app = app
        self.storage = storage
        self.volume = volume
    }

    /// Its size, with the unit in full.
    var size: YAMLValue { .plain("\(volume.size.count)GiB") }
}

extension ObservedAppInstance {
    /// Why no manifest can describe it; nil when one can.
    var exportObstacle: String? {
        let volumes = storageInstances.flatMap(\.volumes)
        guard !storageInstances.isEmpty, storageInstances.allSatisfy({ !$0.volumes.isEmpty }) else {
            return "it has a storage instance without a volume, or none at all"
        }
        guard NameRule.nameOrUUID.accepts(name),
            (storageInstances.map(\.name) + volumes.map(\.name)).allSatisfy(NameRule.name.accepts)
        else { return "one of its names is not valid on the array" }
        guard volumes.flatMap(\.settings).allSatisfy(\.isWithinLimits)
        else { return "its size or replica count is out of range" }
        return nil
    }

    /// Whether a manifest names its template instead of what that has decided.
    var exportsAsTemplate: Bool {
        template != nil && templateName.map(NameRule.name.accepts) == true && marker?.mask.contains(.template) != false
    }

    /// Its place, where that is not the stack's.
    func tenantEntry(unless home: TenantPath) -> [YAMLEntry] {
        tenant == home ? [] : [YAMLEntry(VolumeKey.tenant, .text(tenant.shortName))]
    }
}
