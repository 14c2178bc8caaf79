import StorageModel

extension ObservedAppInstance {
    /// How the app instance will look once it is made; ids and portals are the array's and stay empty.
    init(expectedFrom spec: AppInstanceSpec) {
        self.init(
            tenant: spec.tenant, id: "", name: spec.name, ownership: .marked(spec.marker),
            adminState: spec.adminState ?? .online, template: spec.template.map { "/app_templates/\($0)" },
            storageInstances: spec.storageInstances)
    }

    /// How it will look once the differences are gone.
    func resolving(_ differences: [Difference]) -> ObservedAppInstance {
        var result = self
        for difference in differences { result.resolve(difference) }
        return result
    }

    private mutating func resolve(_ difference: Difference) {
        switch difference {
        case .name(_, let to): name = to.value
        case .adminState(_, let to): adminState = to.value
        case .setting(let path, _, let to): withVolume(path) { to.value.set(in: &$0) }
        case .ipPool(let storage, _, let to): withStorage(storage) { $0.ipPool = to.value }
        case .performance(let path, _, let to, _): withVolume(path) { $0.performance = to }
        case .snapshotPolicy(let path, let change, _): withVolume(path) { $0.snapshotPolicies.resolve(change) }
        case .accessList(let storage, let change):
            withStorage(storage) {
                $0.initiators = change.initiators
                $0.groups = change.groups
                $0.inheritedGroups = [:]
                $0.foreign = []
            }
        case .authentication(let storage, let change):
            withStorage(storage) { $0.authentication = change.to.observable }
        case .accessControlMode(let storage, let change):
            withStorage(storage) { $0.accessControlMode = change.to }
        case .addStorageInstance(_, let content): storageInstances.append(content)
        case .addVolume(let path, _, let content): withStorage(path.storage) { $0.volumes.append(content) }
        case .removePart(.storageInstance(let name), _, _): storageInstances.removeAll { $0.name == name }
        case .removePart(.volume(let path), _, _):
            withStorage(path.storage) { $0.volumes.removeAll { $0.name == path.volume } }
        case .interruptedWindow: adminState = .online
        case .metadata(let changes, _):
            metadata = changes.reduce(into: metadata ?? [:]) { $0[$1.key] = $1.to.value }
        case .key, .protection, .origin, .image, .record: break
        }
    }

    private mutating func withStorage(_ name: String, _ body: (inout StorageInstanceContent) -> Void) {
        for index in storageInstances.indices where storageInstances[index].name == name {
            body(&storageInstances[index])
        }
    }

    private mutating func withVolume(_ path: VolumePath, _ body: (inout VolumeContent) -> Void) {
        withStorage(path.storage) { storage in
            for index in storage.volumes.indices where storage.volumes[index].name == path.volume {
                body(&storage.volumes[index])
            }
        }
    }
}

extension VolumeContent {
    /// Without limits and snapshot policies: what one POST makes of it inside an app instance that exists, and what a
    /// clone has of its source (dsp-api.md 2.3).
    var bare: VolumeContent {
        var volume = self
        volume.performance = nil
        volume.snapshotPolicies = []
        return volume
    }
}

extension [SnapshotPolicy] {
    fileprivate mutating func resolve(_ change: SnapshotPolicyChange) {
        switch change {
        case .add(let policy): append(policy)
        case .change(let from, let to): self = map { $0.name == from.name ? to : $0 }
        case .remove(let policy): removeAll { $0.name == policy.name }
        }
    }
}
