import StorageModel

/// The only place that knows which step waits for which.
///
/// 1. The steps of one lane run stage by stage; those of one snapshot one after the other.
/// 2. Whoever needs a thing waits for the step that provides it.
///    A tenant is needed by what lives in it, initiators by groups and ACLs, groups by ACLs,
///    a name by whoever takes it from a resource that is being renamed or deleted, a new volume by its limits and
///    snapshot policies. A password is set before somebody is let in, and taken away after the last one is shut out.
/// 3. Shared objects are deleted last, because only then nothing needs them: groups after everything that is no
///    deletion of a shared object, then initiators, then tenants, nested ones first.
enum OrderingRules {
    /// Something that one step brings about and others wait for.
    enum Provision: Hashable {
        case tenant(TenantPath)
        case initiator(TenantPath, InitiatorName)
        case group(TenantPath, String)
        /// Of a group: whoever takes another tenant's initiator out of it may put its own one in.
        case freeMember(TenantPath, String, InitiatorName)
        case freeName(TenantPath, String)
        case volume(VolumeReference)
        /// One that is made by this plan, by its name.
        case appInstance(TenantPath, String)
        /// One, by its uuid or the name that stands for it, when its changes are done.
        case settled(String)
        /// Taken, and written down as such.
        case snapshot(AppInstanceReference, name: String)
        /// Of a storage instance: whoever its access list lets in must know it.
        case password(StorageInstanceReference)
        case accessList(StorageInstanceReference)
        /// One, by its uuid, of which nothing is a clone any more.
        case released(String)
    }

    /// For each step the ids of those that must be done before it.
    ///
    /// - Parameter live: the app instances on the array, by their uuid.
    static func dependencies(of steps: [Step], live: [String: ObservedAppInstance]) -> [String: Set<String>] {
        let lanes = Dictionary(grouping: steps, by: \.lane)
        var lastOfSnapshot: [ResourceAddress: String] = [:]
        var result = requirements(of: steps, live: live)
        for step in steps {
            for other in lanes[step.lane] ?? [] where other.stage < step.stage {
                result[step.id, default: []].insert(other.id)
            }
            guard step.lane != step.address else { continue }
            if let last = lastOfSnapshot[step.address] { result[step.id, default: []].insert(last) }
            lastOfSnapshot[step.address] = step.id
        }
        addDeletions(of: steps, to: &result)
        return result
    }

    /// For each step the ids of those that provide what it needs: rule 2 alone.
    static func requirements(of steps: [Step], live: [String: ObservedAppInstance]) -> [String: Set<String>] {
        var providers: [Provision: Set<String>] = [:]
        for step in steps {
            for provision in provisions(of: step.action, live: live) {
                providers[provision, default: []].insert(step.id)
            }
        }
        return Dictionary(
            steps.map { step in
                (step.id, Set(needs(of: step.action).flatMap { providers[$0] ?? [] }).subtracting([step.id]))
            },
            uniquingKeysWith: { $0.union($1) })
    }

    /// Rank by rank; each step waits for all of the ranks before it.
    private static func addDeletions(of steps: [Step], to result: inout [String: Set<String>]) {
        let ranks = Dictionary(grouping: steps) { deletionRank(of: $0.action) }
        guard ranks.count > 1 || ranks[.stays] == nil else { return }
        var earlier: Set<String> = []
        for rank in ranks.keys.sorted() {
            let ids = (ranks[rank] ?? []).map(\.id)
            if rank != .stays { for id in ids { result[id, default: []].formUnion(earlier) } }
            earlier.formUnion(ids)
        }
    }

    private struct DeletionRank: Hashable, Comparable {
        var number: Int

        static let stays = DeletionRank(number: 0)

        static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    }

    private static func deletionRank(of action: StepAction) -> DeletionRank {
        switch action {
        case .call(let call): deletionRank(of: call)
        }
    }

    private static func deletionRank(of call: ArrayCall) -> DeletionRank {
        switch call {
        case .deleteInitiatorGroup: DeletionRank(number: 1)
        case .deleteInitiator: DeletionRank(number: 2)
        case .deleteTenant(let path): DeletionRank(number: 1_000 - path.components.count)
        case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .addGroupMember,
            .removeGroupMember, .createAppInstance, .updateAppInstance, .createStorageInstance, .deleteStorageInstance,
            .createVolume, .deleteVolume, .moveToIPPool, .setAccessList, .setAuthentication, .setAccessControlMode,
            .setVolume, .setPerformancePolicy, .createSnapshotPolicy, .updateSnapshotPolicy,
            .deleteSnapshotPolicy, .writeMetadata, .deleteAppInstance, .cloneAppInstance, .takeSnapshot,
            .deleteSnapshot, .restoreSnapshot:
            .stays
        }
    }

    private static func provisions(of action: StepAction, live: [String: ObservedAppInstance]) -> [Provision] {
        switch action {
        case .call(let call): provisions(of: call, live: live)
        }
    }

    private static func provisions(of call: ArrayCall, live: [String: ObservedAppInstance]) -> [Provision] {
        switch call {
        case .createTenant(let path, _): [.tenant(path)]
        case .createInitiator(let tenant, let iqn, _, _): [.initiator(tenant, iqn)]
        case .createInitiatorGroup(let tenant, let name, _): [.group(tenant, name)]
        case .updateAppInstance(let app, let update):
            (update.name == nil ? [] : live[app.id].map { [.freeName(app.tenant, $0.name)] } ?? [])
                + (update.settles ? [.settled(app.id)] : [])
        case .removeGroupMember(let tenant, let group, let member): [.freeMember(tenant, group, member)]
        case .deleteAppInstance(let app):
            live[app.id].map { [.freeName(app.tenant, $0.name)] + ($0.cloneSource.map { [.released($0)] } ?? []) } ?? []
        // Not when it is taken but when that is written down (see `SnapshotCreation`).
        case .writeMetadata(let app, let values, _):
            values.compactMap { key, value in
                MetadataKey.snapshotName(in: key).flatMap { name in
                    value == SnapshotProgress.taken.rawValue ? .snapshot(app, name: name) : nil
                }
            }
        case .setAuthentication(let storage, let setting): setting == .none ? [] : [.password(storage)]
        case .setAccessList(let storage, _, _): [.accessList(storage)]
        case .createAppInstance(let spec): [.appInstance(spec.tenant, spec.name)]
        case .cloneAppInstance(let spec): [.appInstance(spec.tenant, spec.name)]
        case .createVolume(let storage, let volume): [.volume(VolumeReference(storage: storage, name: volume.name))]
        case .createStorageInstance, .deleteStorageInstance, .deleteVolume, .describeTenant, .addGroupMember,
            .moveToIPPool, .setAccessControlMode, .takeSnapshot,
            .setVolume, .setPerformancePolicy,
            .createSnapshotPolicy, .updateSnapshotPolicy, .deleteSnapshotPolicy, .deleteSnapshot,
            .restoreSnapshot, .deleteInitiator, .deleteInitiatorGroup, .deleteTenant:
            []
        }
    }

    private static func needs(of action: StepAction) -> [Provision] {
        switch action {
        case .call(let call): needs(of: call)
        }
    }

    private static func needs(of call: ArrayCall) -> [Provision] {
        switch call {
        case .createTenant(let path, _): path.parent.map { [.tenant($0)] } ?? []
        case .describeTenant(let path, _): [.tenant(path)]
        case .createInitiator(let tenant, _, _, _): [.tenant(tenant)]
        case .createInitiatorGroup(let tenant, _, let members):
            [.tenant(tenant)] + members.map { .initiator(tenant, $0) }
        case .addGroupMember(let tenant, let group, let member):
            [.group(tenant, group), .initiator(tenant, member), .freeMember(tenant, group, member)]
        case .removeGroupMember(let tenant, let group, let member):
            [.group(tenant, group), .initiator(tenant, member)]
        case .createAppInstance(let spec):
            [.tenant(spec.tenant), .freeName(spec.tenant, spec.name)]
                + spec.storageInstances.flatMap {
                    access(in: spec.tenant, initiators: $0.initiators, groups: $0.groups)
                }
        case .cloneAppInstance(let spec):
            [.tenant(spec.tenant), .freeName(spec.tenant, spec.name)] + needs(of: spec.source)
        case .deleteAppInstance(let app): [.released(app.id)]
        case .deleteSnapshot(let snapshot): [.released(snapshot.owner.app.id)]
        case .updateAppInstance(let app, let update): update.name.map { [.freeName(app.tenant, $0)] } ?? []
        case .setAccessList(let storage, let initiators, let groups):
            access(in: storage.app.tenant, initiators: initiators, groups: groups) + [.password(storage)]
        case .setAuthentication(let storage, let setting): setting == .none ? [.accessList(storage)] : []
        // Whoever is on the list keeps his access throughout.
        case .setAccessControlMode(let storage, _): [.accessList(storage)]
        case .createStorageInstance(let app, let storage, _):
            access(in: app.tenant, initiators: storage.initiators, groups: storage.groups)
        case .setPerformancePolicy(let volume, _, _), .createSnapshotPolicy(let volume, _): [.volume(volume)]
        case .writeMetadata(let app, _, _): made(app)
        case .takeSnapshot(let snapshot): made(snapshot.owner.app)
        case .moveToIPPool, .setVolume,
            .deleteStorageInstance, .createVolume, .deleteVolume, .updateSnapshotPolicy, .deleteSnapshotPolicy,
            .restoreSnapshot, .deleteInitiator, .deleteInitiatorGroup,
            .deleteTenant:
            []
        }
    }

    /// A clone is made of what its source will be when this plan is done with it.
    private static func needs(of source: CloneSpec.Source) -> [Provision] {
        switch source {
        case .appInstance, .volume: made(source.app) + [.settled(source.app.id)]
        case .namedSnapshot(let snapshot): made(source.app) + [.snapshot(source.app, name: snapshot.name)]
        case .snapshot: []
        }
    }

    /// What is called by its name is made by this plan.
    private static func made(_ app: AppInstanceReference) -> [Provision] {
        app.isByName ? [.appInstance(app.tenant, app.id)] : []
    }

    private static func access(
        in tenant: TenantPath, initiators: Set<InitiatorName>, groups: Set<String>
    ) -> [Provision] {
        initiators.map { .initiator(tenant, $0) } + groups.map { .group(tenant, $0) }
    }
}

extension AppInstanceUpdate {
    /// Whether the app instance is then as the stack wants it: one that stays, and is not in a window. Nobody waits for
    /// what is about to go.
    fileprivate var settles: Bool { marker.map { !$0.flags.hasOpenWindow && !$0.flags.isTrashed } ?? false }
}
