internal import StorageModel

extension WireStorageInstance {
    /// - Parameter tenant: of the app instance.
    func content(in tenant: TenantPath) -> StorageInstanceContent {
        let initiators = aclPolicy?.initiators ?? []
        let groups = aclPolicy?.initiatorGroups ?? []
        var storage = StorageInstanceContent(
            name: name, ipPool: ipPool?.name, initiators: Set(initiators.initiators(in: tenant)),
            groups: Set(groups.filter { $0.foreign(.group, in: tenant) == nil }.compactMap(\.name)),
            authentication: auth?.model ?? .none,
            accessControlMode: accessControlMode.flatMap(AccessControlMode.init),
            volumes: (volumes ?? []).map(\.model))
        storage.inheritedGroups = Dictionary(groups.compactMap { $0.inheritedGroup(in: tenant) }) { first, _ in first }
        storage.foreign = initiators.foreign(.initiator, in: tenant).union(groups.foreign(.group, in: tenant))
        return storage
    }

    var target: ObservedTarget {
        ObservedTarget(
            iqn: access?.iqn, portals: access?.ips ?? [],
            activeInitiators: (activeInitiators ?? []).compactMap(\.name).map(InitiatorName.init(asRead:)))
    }
}
