internal import StorageModel

extension WireStorageInstance {
    var model: ObservedStorageInstance {
        var storage = ObservedStorageInstance(
            name: name, ipPool: ipPool?.name, initiators: Set(Self.initiators(aclPolicy?.initiators)),
            groups: Set((aclPolicy?.initiatorGroups ?? []).compactMap(\.name)), authentication: auth?.model ?? .none,
            activeInitiators: Self.initiators(activeInitiators), iqn: access?.iqn, portals: access?.ips ?? [],
            volumes: (volumes ?? []).map(\.model))
        storage.accessControlMode = accessControlMode.flatMap(AccessControlMode.init)
        return storage
    }

    private static func initiators(_ references: [WireReference]?) -> [InitiatorName] {
        (references ?? []).compactMap(\.name).map(InitiatorName.init(asRead:))
    }
}
