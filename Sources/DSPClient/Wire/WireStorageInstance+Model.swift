internal import StorageModel

extension WireStorageInstance {
    /// - Parameter tenant: of the app instance.
    func model(in tenant: TenantPath) -> ObservedStorageInstance {
        let initiators = aclPolicy?.initiators ?? []
        let groups = aclPolicy?.initiatorGroups ?? []
        var storage = ObservedStorageInstance(
            name: name, ipPool: ipPool?.name, initiators: Set(initiators.initiators(in: tenant)),
            groups: Set(groups.filter { $0.foreign(.group, in: tenant) == nil }.compactMap(\.name)),
            authentication: auth?.model ?? .none,
            activeInitiators: (activeInitiators ?? []).compactMap(\.name).map(InitiatorName.init(asRead:)),
            iqn: access?.iqn, portals: access?.ips ?? [], volumes: (volumes ?? []).map(\.model))
        storage.inheritedGroups = Dictionary(groups.compactMap { $0.inheritedGroup(in: tenant) }) { first, _ in first }
        storage.foreign = initiators.foreign(.initiator, in: tenant).union(groups.foreign(.group, in: tenant))
        storage.accessControlMode = accessControlMode.flatMap(AccessControlMode.init)
        return storage
    }
}
