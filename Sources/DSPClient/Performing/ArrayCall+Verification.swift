internal import StorageModel

extension ArrayCall {
    /// Where to look for what this call does.
    var verification: Verification {
        switch self {
        case .createTenant(let path, let text): .tenant(path) { $0.status(described: text) }
        case .describeTenant(let path, let text): .tenant(path) { .set($0.description?.hasSameBytes(as: text) == true) }
        case .createInitiator(let tenant, let iqn, let label, _):
            .initiator(iqn, in: tenant) { $0.status(in: tenant, label: label) }
        case .createInitiatorGroup(let tenant, let name, let members):
            .initiatorGroup(name, in: tenant) { $0.status(in: tenant, members: members) }
        case .addGroupMember(let tenant, let group, let member):
            .initiatorGroup(group, in: tenant) { .set($0.members.contains(member)) }
        case .removeGroupMember(let tenant, let group, let member):
            .initiatorGroup(group, in: tenant) { .set(!$0.admitted.contains(member)) }
        case .createAppInstance(let spec):
            // Its uuid is not known before the POST has been answered; paths take the name as well.
            .appInstance(AppInstanceReference(tenant: spec.tenant, name: spec.name)) {
                .made(Differences(spec, live: $0))
            }
        case .cloneAppInstance(let spec):
            .appInstance(AppInstanceReference(tenant: spec.tenant, name: spec.name)) {
                .made(Differences(spec, live: $0))
            }
        case .updateAppInstance(let app, let update): .appInstance(app) { .set(update.isIn($0)) }
        case .createStorageInstance(let app, let content, _):
            .storageInstance(StorageInstanceReference(app: app, name: content.name)) {
                .made(Differences(content, live: $0))
            }
        case .deleteStorageInstance(let storage): .storageInstance(storage) { _ in .notApplied }
        case .createVolume(let storage, let content):
            .volume(VolumeReference(storage: storage, name: content.name)) {
                .made(Differences(content, of: storage.name, live: $0))
            }
        case .deleteVolume(let volume): .volume(volume) { _ in .notApplied }
        case .moveToIPPool(let storage, let pool): .storageInstance(storage) { .set($0.ipPool == pool) }
        // Whose group an inherited name means cannot be told from one object, and writing the list twice does no harm.
        case .setAccessList(let storage, let initiators, let groups):
            .storageInstance(storage) {
                .set(
                    $0.initiators == initiators && $0.groups == groups && $0.inheritedGroups.isEmpty
                        && $0.foreign.isEmpty)
            }
        case .setAuthentication(let storage, .none):
            .storageInstance(storage) { .set($0.authentication == .none) }
        // No password can be read back, and writing it twice does no harm.
        case .setAuthentication(let storage, .oneWay), .setAuthentication(let storage, .mutual):
            .storageInstance(storage) { _ in .notApplied }
        case .setAccessControlMode(let storage, let mode):
            .storageInstance(storage) { .set($0.accessControlMode == mode) }
        case .setVolume(let volume, to: let setting): .volume(volume) { .set(setting.counterpart(in: $0) == setting) }
        case .setPerformancePolicy(let volume, let limits, exists: true):
            .volume(volume) { .set($0.performance == limits) }
        case .setPerformancePolicy(let volume, let limits, exists: false):
            .volume(volume) { $0.status(of: limits) }
        case .createSnapshotPolicy(let volume, let policy): .volume(volume) { $0.status(of: policy) }
        case .updateSnapshotPolicy(let volume, let policy):
            .volume(volume) { .set($0.status(of: policy) == .applied) }
        case .deleteSnapshotPolicy(let volume, let name):
            .volume(volume) { .set(!$0.snapshotPolicies.contains { $0.name == name }) }
        case .takeSnapshot(let snapshot):
            .appInstance(snapshot.owner.app) {
                .set(SnapshotName.named(snapshot.name).find(of: snapshot.owner, in: $0) != nil)
            }
        case .deleteSnapshot(let snapshot):
            .appInstance(snapshot.owner.app) {
                .set(SnapshotName.taken(at: snapshot.timestamp).find(of: snapshot.owner, in: $0) == nil)
            }
        // Leaves no trace that can be read back; offline, so that nothing is lost by doing it twice.
        case .restoreSnapshot(let snapshot): .appInstance(snapshot.owner.app) { _ in .notApplied }
        case .writeMetadata(let app, let values, let store):
            .metadata(app, store) { live in
                .set(values.allSatisfy { live.value(spelled: $0.key, default: "").hasSameBytes(as: $0.value) })
            }
        case .deleteAppInstance(let app): .appInstance(app) { _ in .notApplied }
        case .deleteInitiator(let tenant, let iqn):
            .initiator(iqn, in: tenant) { .set($0.owner != tenant) }
        case .deleteInitiatorGroup(let tenant, let name):
            .initiatorGroup(name, in: tenant) { .set($0.owner != tenant) }
        case .deleteTenant(let path): .tenant(path) { _ in .notApplied }
        }
    }
}

extension ObservedTenant {
    fileprivate func status(described text: String?) -> CallStatus {
        guard let text else { return .applied }
        return .made(
            Differences(
                [FieldContent(.description, .text(text))],
                live: description.map { [FieldContent(.description, .text($0))] } ?? []))
    }
}

extension ObservedInitiator {
    /// One that is only inherited is not the tenant's own (dsp-api.md 2.9).
    fileprivate func status(in tenant: TenantPath, label: String) -> CallStatus {
        guard owner == tenant else { return .notApplied }
        return .made(
            Differences([FieldContent(.name, .text(label))], live: [FieldContent(.name, .text(self.label))]))
    }
}

extension ObservedInitiatorGroup {
    fileprivate func status(in tenant: TenantPath, members: Set<InitiatorName>) -> CallStatus {
        guard owner == tenant else { return .notApplied }
        func list(_ names: [String]) -> [FieldContent] { [FieldContent(.other("members"), .list(names))] }
        return .made(
            Differences(
                list(members.sorted().map(\.text)),
                live: list(self.members.sorted().map(\.text) + foreignMembers.sorted().map(\.description))))
    }
}

extension AppInstanceUpdate {
    fileprivate func isIn(_ live: ObservedAppInstance) -> Bool {
        (name == nil || live.name == name) && (adminState == nil || live.adminState == adminState)
            && (marker == nil || live.marker == marker) && isUnmarked(live)
    }

    private func isUnmarked(_ live: ObservedAppInstance) -> Bool {
        switch unmarking {
        case nil: true
        case .nothing: live.descr == nil
        case .description(let text): live.descr?.hasSameBytes(as: text) == true
        }
    }
}

extension VolumeContent {
    fileprivate func status(of limits: PerformanceLimits) -> CallStatus {
        guard let performance else { return .notApplied }
        return .made(Differences(limits.values, live: performance.values))
    }

    fileprivate func status(of policy: SnapshotPolicy) -> CallStatus {
        guard var live = self.policy(like: policy) else { return .notApplied }
        if policy.startTime == nil { live.startTime = nil }
        return .made(Differences([policy.value], live: [live.value]))
    }

    fileprivate func policy(like policy: SnapshotPolicy) -> SnapshotPolicy? {
        snapshotPolicies.first { $0.name == policy.name }
    }
}
