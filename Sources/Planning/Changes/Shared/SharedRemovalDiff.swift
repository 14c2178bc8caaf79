import Diagnostics
import StorageModel

/// Finds the shared objects that `removed` names, and refuses those that something still needs.
///
/// "Needs" means after the plan: what the plan itself takes out of a list or deletes does not count.
struct SharedRemovalDiff {
    let desired: DesiredState
    let observed: ObservedState
    /// What the app instances of the stack will be like, by uuid; nil for those that the plan deletes.
    let expected: [String: ObservedAppInstance?]

    func run(into draft: inout PlanDraft) {
        for removal in desired.removals {
            switch removal.target {
            case .volume, .members, .everyVolume, .snapshot: break
            case .initiator(let text, let tenant):
                planInitiator(text, tenant, removal, &draft)
            case .initiatorGroup(let name, let tenant): planGroup(name, tenant, removal, &draft)
            case .tenant(let path): planTenant(path, removal, &draft)
            }
        }
    }

    private var apps: [ObservedAppInstance] {
        observed.appInstances.compactMap { live in
            if let known = expected[live.id] { known } else { live }
        }
    }

    private func planInitiator(
        _ text: String, _ tenant: TenantPath, _ removal: Removal, _ draft: inout PlanDraft
    ) {
        let address = ResourceAddress.initiator(text, tenant: suffix(tenant))
        let own = (observed.initiators[tenant] ?? []).filter { $0.owner == tenant }
        let matches = own.filter { $0.iqn == InitiatorName(text) || $0.label == text }
        guard let initiator = matches.first else { return }
        guard matches.count == 1 else {
            draft.blocks.append(
                Block(
                    .ambiguous, address, "several initiators have this name: \(matches.map(\.iqn.text).sorted())",
                    hint: "name its IQN", location: removal.location))
            return
        }
        var users = apps.filter { app in
            isBelow(app.tenant, tenant) && app.storageInstances.contains { $0.initiators.contains(initiator.iqn) }
        }.map { "volume \($0.name)" }
        for (path, groups) in observed.initiatorGroups where isBelow(path, tenant) {
            users += groups.filter { group in
                members(of: group, in: path).contains(initiator.iqn)
                    && !isRemoved(.initiatorGroup(group.name, tenant: group.owner))
            }.map { "group \($0.name)" }
        }
        add(.initiator(initiator.iqn, label: initiator.label, tenant: tenant), address, removal, users, &draft)
    }

    private func planGroup(_ name: String, _ tenant: TenantPath, _ removal: Removal, _ draft: inout PlanDraft) {
        guard let group = observed.initiatorGroups[tenant]?.first(where: { $0.name == name && $0.owner == tenant })
        else { return }
        let users = apps.filter { app in
            isBelow(app.tenant, tenant) && app.storageInstances.contains { $0.groups.contains(name) }
                || app.storageInstances.contains { $0.namesForeignGroup(name, of: tenant) }
        }.map { "volume \($0.name)" }
        add(
            .initiatorGroup(name, tenant: tenant, members: group.members),
            .initiatorGroup(name, tenant: suffix(tenant)), removal, users, &draft)
    }

    private func planTenant(_ path: TenantPath, _ removal: Removal, _ draft: inout PlanDraft) {
        guard path != .root, let live = observed.tenants.first(where: { $0.path == path }) else { return }
        var users = observed.tenants.map(\.path).filter { $0.parent == path && !isRemoved(.tenant($0)) }
            .map { "tenant \($0.shortName)" }
        users += apps.filter { $0.tenant == path }.map { "volume \($0.name)" }
        users += (observed.initiators[path] ?? []).filter { initiator in
            initiator.owner == path && !isRemoved(.initiator(initiator.iqn.text, tenant: path))
                && !isRemoved(.initiator(initiator.label, tenant: path))
        }.map { "initiator \($0.label)" }
        users += (observed.initiatorGroups[path] ?? []).filter { group in
            group.owner == path && !isRemoved(.initiatorGroup(group.name, tenant: path))
        }.map { "group \($0.name)" }
        add(.tenant(path, description: live.description), .tenant(path), removal, users, &draft)
    }

    private func add(
        _ object: SharedRemoval.Object, _ address: ResourceAddress, _ removal: Removal, _ users: [String],
        _ draft: inout PlanDraft
    ) {
        guard users.isEmpty else {
            let shown = users.sorted().prefix(5).joined(separator: ", ") + (users.count > 5 ? " and others" : "")
            draft.blocks.append(
                Block(
                    .inUse, address, "is still used by \(shown)", hint: "remove it there first",
                    location: removal.location))
            return
        }
        draft.add(.removeShared(SharedRemoval(address: address, object: object, location: removal.location)))
    }

    /// The members that the manifest wants, where it says so.
    private func members(of group: ObservedInitiatorGroup, in tenant: TenantPath) -> Set<InitiatorName> {
        desired.initiatorGroups.first { $0.tenant == tenant && $0.name == group.name }?.members.value ?? group.members
    }

    private func isRemoved(_ target: Removal.Target) -> Bool { desired.removals.contains { $0.target == target } }

    private func suffix(_ tenant: TenantPath) -> TenantPath? { tenant == desired.tenant ? nil : tenant }

    /// Whether one tenant is the other or lies below it, and so may see what that one has.
    private func isBelow(_ tenant: TenantPath, _ ancestor: TenantPath) -> Bool {
        tenant.components.starts(with: ancestor.components)
    }
}
