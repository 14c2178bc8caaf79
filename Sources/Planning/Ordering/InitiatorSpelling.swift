import StorageModel

/// How the array spells the initiators that calls name.
///
/// A manifest may write a name in other letters than the client that created the initiator. That is the same initiator,
/// but a path or a reference finds it only as it was read. What a tenant does not list itself, it inherits from its
/// ancestors (dsp-api.md 2.9).
struct InitiatorSpelling {
    private var byTenant: [TenantPath: [InitiatorName: InitiatorName]] = [:]

    init(_ observed: ObservedState) {
        for (tenant, initiators) in observed.initiators {
            byTenant[tenant] = Dictionary(initiators.map { ($0.iqn, $0.iqn) }) { first, _ in first }
        }
    }

    func name(_ name: InitiatorName, in tenant: TenantPath) -> InitiatorName {
        var place: TenantPath? = tenant
        while let tenant = place {
            if let known = byTenant[tenant]?[name] { return known }
            place = tenant.parent
        }
        return name
    }

    func step(_ step: Step) -> Step {
        var step = step
        step.action = step.action.mapCall(call)
        step.undo = step.undo?.mapCall(call)
        return step
    }

    private func names(_ names: Set<InitiatorName>, in tenant: TenantPath) -> Set<InitiatorName> {
        Set(names.map { name($0, in: tenant) })
    }

    private func storage(_ content: StorageInstanceContent, in tenant: TenantPath) -> StorageInstanceContent {
        var content = content
        content.initiators = names(content.initiators, in: tenant)
        return content
    }

    private func call(_ call: ArrayCall) -> ArrayCall {
        switch call {
        case .createInitiator(let tenant, let iqn, let label, let force):
            return .createInitiator(tenant: tenant, iqn: name(iqn, in: tenant), label: label, force: force)
        case .createInitiatorGroup(let tenant, let group, let members):
            return .createInitiatorGroup(tenant: tenant, name: group, members: names(members, in: tenant))
        case .addGroupMember(let tenant, let group, let member):
            return .addGroupMember(tenant: tenant, group: group, member: name(member, in: tenant))
        case .removeGroupMember(let tenant, let group, let member):
            return .removeGroupMember(tenant: tenant, group: group, member: name(member, in: tenant))
        case .createAppInstance(var spec):
            let tenant = spec.tenant
            spec.storageInstances = spec.storageInstances.map { storage($0, in: tenant) }
            return .createAppInstance(spec)
        case .cloneAppInstance(var spec):
            let tenant = spec.tenant
            spec.copy = spec.copy.map { storage($0, in: tenant) }
            return .cloneAppInstance(spec)
        case .createStorageInstance(let app, let content, let chap):
            return .createStorageInstance(app, storage(content, in: app.tenant), chap: chap)
        case .setAccessList(let storage, let initiators, let groups):
            let tenant = storage.app.tenant
            return .setAccessList(storage, initiators: names(initiators, in: tenant), groups: groups)
        case .deleteInitiator(let tenant, let iqn):
            return .deleteInitiator(tenant: tenant, iqn: name(iqn, in: tenant))
        case .createTenant, .describeTenant, .updateAppInstance, .deleteStorageInstance, .createVolume, .deleteVolume,
            .moveToIPPool, .setAuthentication, .setAccessControlMode, .setVolume, .setPerformancePolicy,
            .createSnapshotPolicy, .updateSnapshotPolicy, .deleteSnapshotPolicy, .takeSnapshot, .deleteSnapshot,
            .restoreSnapshot, .writeMetadata, .deleteAppInstance, .deleteInitiatorGroup, .deleteTenant:
            return call
        }
    }
}
