import Diagnostics
import StorageModel

/// Spreads initiators and groups over the tenants in which attachments use them.
///
/// On a DSP both belong to a tenant, in a manifest they belong to the stack. What no attachment uses is ensured in the
/// stack's own tenant.
struct AccessFanOut {
    private let home: TenantPath
    /// The tenants in which an attachment or a group uses an initiator or a group, by key.
    private var tenantsOfInitiator: [String: Set<TenantPath>] = [:]
    private var tenantsOfGroup: [String: Set<TenantPath>] = [:]

    init(home: TenantPath) { self.home = home }

    mutating func add(_ attachment: ResolvedAttachment, in tenant: TenantPath) {
        for initiator in attachment.initiators { tenantsOfInitiator[initiator.key.text, default: []].insert(tenant) }
        for group in attachment.groups { tenantsOfGroup[group.key.text, default: []].insert(tenant) }
    }

    /// The group in each tenant that needs it; its members are needed there, too.
    mutating func copies(of group: InitiatorGroupDeclaration, members: [InitiatorDeclaration])
        -> [DesiredInitiatorGroup]
    {
        let tenants = tenantsOfGroup[group.key.text] ?? [home]
        for member in members { tenantsOfInitiator[member.key.text, default: []].formUnion(tenants) }
        guard let name = group.name else { return [] }
        return tenants.map { tenant in
            DesiredInitiatorGroup(
                address: .initiatorGroup(group.key.text, tenant: suffix(for: tenant)), tenant: tenant,
                name: name.value, members: group.members.map { _ in Set(members.map(\.iqn.value)) },
                location: group.key.location)
        }
    }

    /// The initiator in each tenant that needs it; to be asked after all groups.
    func copies(of initiator: InitiatorDeclaration) -> [DesiredInitiator] {
        (tenantsOfInitiator[initiator.key.text] ?? [home]).map { tenant in
            DesiredInitiator(
                address: .initiator(initiator.key.text, tenant: suffix(for: tenant)), tenant: tenant,
                iqn: initiator.iqn.value, label: initiator.label, location: initiator.key.location)
        }
    }

    private func suffix(for tenant: TenantPath) -> TenantPath? { tenant == home ? nil : tenant }
}
