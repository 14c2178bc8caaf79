import StorageModel

extension PlannedChange {
    /// With whom its steps let in by initiator groups: those who are members by now, and those whom the manifest makes members.
    /// Who approves a group approves its members.
    func admitting(_ groups: [TenantPath: [String: Set<InitiatorName>]], _ live: [String: ObservedAppInstance])
        -> PlannedChange
    {
        var result = self
        result.admits = steps.reduce(into: []) { admitted, step in
            switch step.action {
            case .call(let call):
                for grant in call.grants(live) { admitted.formUnion(groups[grant.tenant]?[grant.group] ?? []) }
            }
        }
        return result
    }

    /// The members of each group, live and declared.
    static func members(
        _ desired: DesiredState, _ observed: ObservedState
    ) -> [TenantPath: [String: Set<InitiatorName>]] {
        var result: [TenantPath: [String: Set<InitiatorName>]] = [:]
        for (tenant, groups) in observed.initiatorGroups {
            for group in groups { result[tenant, default: [:]][group.name, default: []].formUnion(group.admitted) }
        }
        for group in desired.initiatorGroups {
            result[group.tenant, default: [:]][group.name, default: []].formUnion(group.members.value)
        }
        return result
    }
}

private struct Grant {
    var tenant: TenantPath
    var group: String
}

extension ArrayCall {
    /// The groups that it puts on an access list on which they are not yet.
    fileprivate func grants(_ live: [String: ObservedAppInstance]) -> [Grant] {
        if case .setAccessList(let storage, _, let groups) = self {
            let content = live[storage.app.id]?.storageInstances.first { $0.name == storage.name }
            let before = (content?.groups ?? []).subtracting(content?.inheritedGroups.keys.map(\.self) ?? [])
            return groups.subtracting(before).map { Grant(tenant: storage.app.tenant, group: $0) }
        }
        if case .createAppInstance(let spec) = self {
            return spec.storageInstances.flatMap(\.groups).map { Grant(tenant: spec.tenant, group: $0) }
        }
        if case .createStorageInstance(let app, let content, _) = self {
            return content.groups.map { Grant(tenant: app.tenant, group: $0) }
        }
        return []
    }
}
