internal import StorageModel

extension WireAppInstance {
    func model(in tenant: TenantPath) -> ObservedAppInstance {
        var app = ObservedAppInstance(
            tenant: tenant, id: identity, name: name, ownership: Ownership(descr: descr),
            descr: descr.flatMap { $0.isEmpty ? nil : $0 }, adminState: state,
            createMode: createMode ?? "normal", template: appTemplate.flatMap { $0.path.isEmpty ? nil : $0.path },
            cloneSource: cloneSource.flatMap(Self.appInstance), isSeeding: opState == "cloning",
            groupSnapshots: (snapshots?.list ?? []).map(\.model), volumeSnapshots: volumeSnapshots, targets: targets,
            storageInstances: (storageInstances ?? []).map { $0.content(in: tenant) })
        app.snapshotPolicies = (snapshotPolicies ?? []).map(\.model)
        app.unknownValues = unknownValues
        app.troubles = troubles(whileOffline: app.adminState == .offline)
        return app
    }

    private var volumeSnapshots: [VolumePath: [ObservedSnapshot]] {
        var found: [VolumePath: [ObservedSnapshot]] = [:]
        for storage in storageInstances ?? [] {
            for volume in storage.volumes ?? [] {
                let list = volume.snapshots?.list ?? []
                guard !list.isEmpty else { continue }
                found[VolumePath(storage: storage.name, volume: volume.name)] = list.map(\.model)
            }
        }
        return found
    }

    private var targets: [String: ObservedTarget] {
        Dictionary((storageInstances ?? []).map { ($0.name, $0.target) }) { first, _ in first }
    }

    /// What addresses it in every path: `id`, the path's end, at last the name, which paths take as well.
    ///
    /// Not the field `uuid`: that is all zero unless the creator chose one (recorded answer, dsp-api.md 2.3).
    var identity: String { id ?? path?.split(separator: "/").last.map { String($0).percentDecoded } ?? name }

    /// The app instance in a path: `/app_instances/ID`, perhaps with more behind it.
    private static func appInstance(in reference: WireReference) -> String? {
        let parts = reference.path.split(separator: "/").map(String.init)
        return parts.count > 1 && parts[0] == "app_instances" ? parts[1] : nil
    }

    /// Offline also when every storage instance is, which is how one POST creates it offline: the app instance itself
    /// takes no `admin_state` at creation (recorded schema).
    private var state: AdminState {
        let storages = storageInstances ?? []
        let allOffline = !storages.isEmpty && storages.allSatisfy { $0.adminState == AdminState.offline.rawValue }
        return adminState == AdminState.offline.rawValue || allOffline ? .offline : .online
    }
}
