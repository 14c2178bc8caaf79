import StorageModel

/// Who belongs to which initiator group, in each tenant: as the manifest will have it, else as it is.
struct GroupMembership {
    private struct Key: Hashable {
        var tenant: TenantPath
        var group: String
    }

    private var members: [Key: Set<InitiatorName>] = [:]
    /// As it is, whatever the manifest wants.
    private var live: [Key: Set<InitiatorName>] = [:]
    /// What is inherited now and will be the tenant's own.
    private var replaced: [Key: TenantPath] = [:]

    init(desired: DesiredState, observed: ObservedState) {
        for (tenant, groups) in observed.initiatorGroups {
            for group in groups { live[Key(tenant: tenant, group: group.name)] = group.admitted }
        }
        members = live
        for group in desired.initiatorGroups {
            let live = observed.initiatorGroups[group.tenant]?.first { $0.name == group.name }
            if let live, live.owner != group.tenant, !live.hasMembers(of: group) {
                replaced[Key(tenant: group.tenant, group: group.name)] = live.owner
            }
            members[Key(tenant: group.tenant, group: group.name)] = group.members.value
        }
    }

    /// The inherited group that the name will not mean any more once the tenant has its own.
    func replacedGroup(_ name: String, in tenant: TenantPath) -> ForeignReference? {
        replaced[Key(tenant: tenant, group: name)].map { ForeignReference(.group, name, of: $0) }
    }

    func members(of groups: Set<String>, in tenant: TenantPath) -> Set<InitiatorName> {
        groups.reduce(into: []) { $0.formUnion(members[Key(tenant: tenant, group: $1)] ?? []) }
    }

    /// With those who are members now and may stay so, because a partial plan leaves the group as it is.
    func membersNowOrLater(of groups: Set<String>, in tenant: TenantPath) -> Set<InitiatorName> {
        groups.reduce(into: members(of: groups, in: tenant)) {
            $0.formUnion(live[Key(tenant: tenant, group: $1)] ?? [])
        }
    }
}

extension ObservedInitiatorGroup {
    /// Whether its members are those that the manifest lists, each of a tenant where it means the same.
    func hasMembers(of desired: DesiredInitiatorGroup) -> Bool {
        members == desired.members.value && foreignMembers.isEmpty
    }
}
