package import StorageModel

/// The effect of each call on a modelled array.
extension ObservedState {
    package func visibleInitiators(in tenant: TenantPath) -> [ObservedInitiator] {
        let own = initiators[tenant] ?? []
        guard own.isEmpty, let parent = tenant.parent else { return own }
        return visibleInitiators(in: parent)
    }

    package func visibleGroups(in tenant: TenantPath) -> [ObservedInitiatorGroup] {
        let own = initiatorGroups[tenant] ?? []
        guard let parent = tenant.parent else { return own }
        let names = Set(own.map(\.name))
        return own + visibleGroups(in: parent).filter { !names.contains($0.name) }
    }

    package mutating func apply(_ call: ArrayCall, newID: String) throws(ArrayFailure) {
        switch call {
        case .createTenant(let path, let description):
            guard !tenants.contains(where: { $0.path == path }) else { throw Self.conflict("tenant") }
            tenants.append(ObservedTenant(path: path, description: description))
        case .describeTenant(let path, let description):
            guard let index = tenants.firstIndex(where: { $0.path == path }) else { throw Self.missing("tenant") }
            tenants[index].description = description
        case .createInitiator(let tenant, let iqn, let label, let force):
            let own = initiators[tenant] ?? []
            guard !own.contains(where: { $0.iqn == iqn }) else { throw Self.conflict("initiator") }
            guard tenant == .root || !own.isEmpty || force else { throw Self.refused("override this warning") }
            initiators[tenant, default: []].append(ObservedInitiator(iqn: iqn, label: label, owner: tenant))
        case .createInitiatorGroup(let tenant, let name, let members):
            guard initiatorGroups[tenant]?.contains(where: { $0.name == name }) != true else {
                throw Self.conflict("group")
            }
            try require(members, in: tenant)
            initiatorGroups[tenant, default: []].append(
                ObservedInitiatorGroup(name: name, members: members, owner: tenant))
        case .addGroupMember(let tenant, let group, let member):
            try require([member], in: tenant)
            try withGroup(tenant, group) { $0.members.insert(member).inserted }
        case .removeGroupMember(let tenant, let group, let member):
            try withGroup(tenant, group) { $0.members.remove(member) != nil }
        case .createAppInstance(let blueprint): try create(blueprint, id: newID)
        case .cloneAppInstance(let blueprint): try clone(blueprint, id: newID)
        case .updateAppInstance(let reference, let update): try self.update(reference, update)
        case .createStorageInstance(let reference, let blueprint, chap: _):
            let index = try index(of: reference)
            try require(blueprint.initiators, in: reference.tenant)
            guard !appInstances[index].storageInstances.contains(where: { $0.name == blueprint.name }) else {
                throw Self.conflict("storage instance")
            }
            appInstances[index].storageInstances.append(blueprint.modelled)
        case .deleteStorageInstance(let storage):
            try withStorage(storage, offline: true) { _ in }
            let index = try index(of: storage.app)
            appInstances[index].storageInstances.removeAll { $0.name == storage.name }
        case .createVolume(let storage, let blueprint):
            try withStorage(storage) { live throws(ArrayFailure) in
                guard !live.volumes.contains(where: { $0.name == blueprint.name }) else {
                    throw Self.conflict("volume")
                }
                guard blueprint.performance == nil, blueprint.snapshotPolicies.isEmpty else {
                    throw Self.refused("unknown key")
                }
                live.volumes.append(blueprint.modelled)
            }
        case .deleteVolume(let volume):
            try withVolume(volume, offline: true) { _ in }
            try withStorage(volume.storage) { $0.volumes.removeAll { $0.name == volume.name } }
        case .moveToIPPool(let storage, let pool):
            try withStorage(storage, offline: true) { $0.ipPool = pool }
        case .setAccessList(let storage, let initiators, let groups):
            try require(initiators, in: storage.app.tenant)
            let known = Set(visibleGroups(in: storage.app.tenant).map(\.name))
            guard groups.isSubset(of: known) else { throw Self.missing("group") }
            try withStorage(storage) {
                $0.initiators = initiators
                $0.groups = groups
                $0.inheritedGroups = [:]
                $0.foreign = []
            }
        case .setAuthentication(let storage, let setting):
            try withStorage(storage) { $0.authentication = setting.observable }
        case .setAccessControlMode(let storage, let mode):
            try withStorage(storage) { live throws(ArrayFailure) in
                guard mode == .denyAll || live.accessControlMode == mode else { throw Self.refused("only to deny_all") }
                live.accessControlMode = mode
            }
        case .setVolume(let volume, to: .size(let size)):
            try withVolume(volume) { live throws(ArrayFailure) in
                guard size >= live.size else { throw Self.refused("shrink") }
                live.size = size
            }
        case .setVolume(let volume, to: .replicaCount(let count)):
            try withVolume(volume, offline: true) { live throws(ArrayFailure) in
                guard count >= live.replicaCount else { throw Self.refused("fewer replicas") }
                live.replicaCount = count
            }
        case .setVolume(let volume, to: let setting): try withVolume(volume) { setting.set(in: &$0) }
        case .setPerformancePolicy(let volume, let limits, let exists):
            try withVolume(volume) { live throws(ArrayFailure) in
                guard exists == (live.performance != nil) else { throw Self.conflict("performance_policy") }
                live.performance = limits
            }
        case .createSnapshotPolicy(let volume, let policy):
            try withVolume(volume) { $0.snapshotPolicies.append(policy) }
        case .updateSnapshotPolicy(let volume, let policy):
            try withVolume(volume) { live in
                live.snapshotPolicies = live.snapshotPolicies.map { $0.name == policy.name ? policy : $0 }
            }
        case .deleteSnapshotPolicy(let volume, let name):
            try withVolume(volume) { live in live.snapshotPolicies.removeAll { $0.name == name } }
        case .takeSnapshot, .deleteSnapshot, .restoreSnapshot: try applySnapshotCall(call)
        case .writeMetadata(let reference, let values, _):
            let index = try index(of: reference)
            appInstances[index].metadata = (appInstances[index].metadata ?? [:]).merging(values) { $1 }
        case .deleteAppInstance(let reference):
            let index = try index(of: reference)
            guard appInstances[index].adminState == .offline else { throw Self.refused("must be offline") }
            appInstances.remove(at: index)
        case .deleteInitiator(let tenant, let iqn):
            guard let index = initiators[tenant]?.firstIndex(where: { $0.iqn == iqn }) else {
                throw Self.missing("initiator")
            }
            initiators[tenant]?.remove(at: index)
        case .deleteInitiatorGroup(let tenant, let name):
            guard let index = initiatorGroups[tenant]?.firstIndex(where: { $0.name == name }) else {
                throw Self.missing("group")
            }
            initiatorGroups[tenant]?.remove(at: index)
        case .deleteTenant(let path):
            guard !appInstances.contains(where: { $0.tenant == path }), initiators[path]?.isEmpty != false else {
                throw Self.refused("not empty")
            }
            tenants.removeAll { $0.path == path }
        }
    }

    private mutating func create(_ blueprint: AppInstanceSpec, id: String) throws(ArrayFailure) {
        try requireFree(blueprint.name, in: blueprint.tenant)
        guard blueprint.tenant == .root || tenants.contains(where: { $0.path == blueprint.tenant }) else {
            throw Self.missing("tenant")
        }
        for storage in blueprint.storageInstances { try require(storage.initiators, in: blueprint.tenant) }
        appInstances.append(
            ObservedAppInstance(
                tenant: blueprint.tenant, id: id, name: blueprint.name, ownership: .marked(blueprint.marker),
                descr: blueprint.marker.description, adminState: blueprint.adminState ?? .online,
                createMode: blueprint.openStackID == nil ? "normal" : "openstack",
                template: blueprint.template.map { "/app_templates/\($0)" },
                targets: Dictionary(
                    blueprint.storageInstances.map { storage in
                        let iqn = "iqn.2013-05.com.daterainc:tc:01:sn:\(id)-\(storage.name)"
                        return (storage.name, ObservedTarget(iqn: iqn, portals: ["127.0.1.1", "127.0.1.2"]))
                    }
                ) { first, _ in first },
                storageInstances: blueprint.storageInstances.map { storage in
                    var live = storage.modelled
                    live.accessControlMode = blueprint.accessControlMode
                    return live
                }))
    }

    private mutating func update(
        _ reference: AppInstanceReference, _ update: AppInstanceUpdate
    ) throws(ArrayFailure) {
        let index = try index(of: reference)
        if let name = update.name, name != appInstances[index].name {
            try requireFree(name, in: reference.tenant)
            appInstances[index].name = name
        }
        if update.adminState == .offline, !appInstances[index].activeInitiators.isEmpty, !update.force {
            throw Self.refused("override this warning")
        }
        if let state = update.adminState { appInstances[index].adminState = state }
        if let marker = update.marker { appInstances[index].describe(as: marker.description) }
        switch update.unmarking {
        case nil: break
        case .nothing: appInstances[index].describe(as: nil)
        case .description(let text): appInstances[index].describe(as: text)
        }
    }

    func index(of reference: AppInstanceReference) throws(ArrayFailure) -> Int {
        guard let index = appInstances.firstIndex(where: { $0.isMeant(by: reference) }) else {
            throw Self.missing("app instance")
        }
        return index
    }

    func requireFree(_ name: String, in tenant: TenantPath) throws(ArrayFailure) {
        guard !appInstances.contains(where: { $0.name == name && $0.tenant == tenant }) else {
            throw Self.conflict("app instance \(name)")
        }
    }

    private func require(_ wanted: Set<InitiatorName>, in tenant: TenantPath) throws(ArrayFailure) {
        guard wanted.isSubset(of: Set(visibleInitiators(in: tenant).map(\.iqn))) else {
            throw Self.missing("initiator")
        }
    }

    private mutating func withGroup(
        _ tenant: TenantPath, _ name: String, _ body: (inout ObservedInitiatorGroup) -> Bool
    ) throws(ArrayFailure) {
        guard let index = initiatorGroups[tenant]?.firstIndex(where: { $0.name == name }),
            var group = initiatorGroups[tenant]?[index]
        else { throw Self.missing("group") }
        guard body(&group) else { throw Self.conflict("member") }
        initiatorGroups[tenant]?[index] = group
    }

    private mutating func withStorage(
        _ reference: StorageInstanceReference, offline: Bool = false,
        _ body: (inout StorageInstanceContent) throws(ArrayFailure) -> Void
    ) throws(ArrayFailure) {
        guard let app = appInstances.firstIndex(where: { $0.isMeant(by: reference.app) }),
            let storage = appInstances[app].storageInstances.firstIndex(where: { $0.name == reference.name })
        else { throw Self.missing("storage instance") }
        guard !offline || appInstances[app].adminState == .offline else { throw Self.refused("must be offline") }
        try body(&appInstances[app].storageInstances[storage])
    }

    private mutating func withVolume(
        _ reference: VolumeReference, offline: Bool = false,
        _ body: (inout VolumeContent) throws(ArrayFailure) -> Void
    ) throws(ArrayFailure) {
        try withStorage(reference.storage, offline: offline) { storage throws(ArrayFailure) in
            guard let index = storage.volumes.firstIndex(where: { $0.name == reference.name }) else {
                throw Self.missing("volume")
            }
            try body(&storage.volumes[index])
        }
    }

    private static let facts = FailedCall("PUT model:")
    static func conflict(_ what: String) -> ArrayFailure { .conflict(facts, message: what) }
    static func missing(_ what: String) -> ArrayFailure { .notFound(facts, message: what) }
    static func refused(_ what: String) -> ArrayFailure { .refused(facts, message: what) }
}

extension ObservedAppInstance {
    /// Paths take the name as well as the uuid.
    func isMeant(by reference: AppInstanceReference) -> Bool {
        tenant == reference.tenant && (id == reference.id || name == reference.id)
    }

    /// Makes these the initiators that are logged in to its first storage instance.
    package mutating func logIn(_ initiators: [InitiatorName]) {
        targets[storageInstances[0].name, default: ObservedTarget()].activeInitiators = initiators
    }

    /// Writes its description, from which follows whose it is.
    package mutating func describe(as text: String?) {
        descr = text
        ownership = Ownership(descr: text)
    }
}

extension StorageInstanceContent {
    fileprivate var modelled: StorageInstanceContent {
        StorageInstanceContent(
            name: name, ipPool: ipPool ?? "default", initiators: initiators, groups: groups,
            authentication: authentication, volumes: volumes.map(\.modelled))
    }
}

extension VolumeContent {
    fileprivate var modelled: VolumeContent {
        VolumeContent(
            name: name, size: size, replicaCount: replicaCount, placement: placement ?? .policy("default"),
            performance: performance, snapshotPolicies: snapshotPolicies)
    }
}
