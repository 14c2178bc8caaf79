import StorageModel

/// Who belongs to which initiator group, in each tenant: as the manifest will have it, else as it is.
struct GroupMembership {
    private struct Key: Hashable {
        var tenant: TenantPath
        var group: String
    }

    private var members: [Key: Set<InitiatorName>] = [:]

    init(desired: DesiredState, observed: ObservedState) {
        for (tenant, groups) in observed.initiatorGroups {
            for group in groups { members[Key(tenant: tenant, group: group.name)] = group.members }
        }
        for group in desired.initiatorGroups {
            members[Key(tenant: group.tenant, group: group.name)] = group.members.value
        }
    }

    func members(of groups: Set<String>, in tenant: TenantPath) -> Set<InitiatorName> {
        groups.reduce(into: []) { $0.formUnion(members[Key(tenant: tenant, group: $1)] ?? []) }
    }
}
