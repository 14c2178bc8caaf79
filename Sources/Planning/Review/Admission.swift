import StorageModel

extension PlannedChange {
    /// With whom its steps let in by initiator groups: who approves a group approves its members.
    func admitting(_ groups: GroupMembership, _ live: [String: ObservedAppInstance]) -> PlannedChange {
        var result = self
        result.admits = steps.reduce(into: []) { admitted, step in
            switch step.action {
            case .call(let call):
                for grant in call.grants(live) {
                    admitted.formUnion(groups.membersNowOrLater(of: grant.groups, in: grant.tenant))
                }
            case .writeImage: break
            }
        }
        return result
    }
}

/// Groups that get on an access list.
private struct Grant {
    var groups: Set<String>
    var tenant: TenantPath
}

extension ArrayCall {
    /// The groups that it puts on an access list on which they are not yet.
    fileprivate func grants(_ live: [String: ObservedAppInstance]) -> [Grant] {
        if case .setAccessList(let storage, _, let groups) = self {
            let content = live[storage.app.id]?.storageInstances.first { $0.name == storage.name }
            let before = (content?.groups ?? []).subtracting(content?.inheritedGroups.keys.map(\.self) ?? [])
            return [Grant(groups: groups.subtracting(before), tenant: storage.app.tenant)]
        }
        if case .createAppInstance(let spec) = self {
            return spec.storageInstances.map { Grant(groups: $0.groups, tenant: spec.tenant) }
        }
        if case .createStorageInstance(let app, let content, _) = self {
            return [Grant(groups: content.groups, tenant: app.tenant)]
        }
        return []
    }
}
