import StorageModel

/// One live app instance that a manifest can describe: one storage instance with one volume.
struct ExportedVolume {
    let app: ObservedAppInstance
    let storage: ObservedStorageInstance
    let volume: ObservedVolume

    /// Nil, with the reason, for one that a manifest cannot describe.
    static func make(_ app: ObservedAppInstance) -> (volume: ExportedVolume?, remark: String?) {
        guard app.storageInstances.count == 1, let storage = app.storageInstances.first,
            storage.volumes.count == 1, let volume = storage.volumes.first
        else {
            let count = app.storageInstances.reduce(0) { $0 + $1.volumes.count }
            return (nil, "it has \(app.storageInstances.count) storage instances with \(count) volumes")
        }
        guard NameRule.nameOrUUID.accepts(app.name), NameRule.name.accepts(storage.name),
            NameRule.name.accepts(volume.name)
        else { return (nil, "one of its names is none that the array would take today") }
        guard Gibibytes.volumeLimits.contains(volume.size), (1...5).contains(volume.replicaCount) else {
            return (nil, "its size or replica count is out of range")
        }
        return (ExportedVolume(app: app, storage: storage, volume: volume), nil)
    }

    /// Its size, with the unit in full.
    var size: YAMLValue { .plain("\(volume.size.count)GiB") }

    /// Its place, where that is not the stack's.
    func tenant(unless home: TenantPath) -> [YAMLEntry] {
        app.tenant == home ? [] : [YAMLEntry("tenant", .text(app.tenant.shortName))]
    }
}
