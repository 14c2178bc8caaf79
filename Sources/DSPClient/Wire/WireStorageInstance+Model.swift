internal import StorageModel

extension WireStorageInstance {
    var model: StorageInstanceContent {
        StorageInstanceContent(
            name: name, ipPool: ipPool?.name, initiators: Set(Self.initiators(aclPolicy?.initiators)),
            groups: Set((aclPolicy?.initiatorGroups ?? []).compactMap(\.name)), authentication: auth?.model ?? .none,
            accessControlMode: accessControlMode.flatMap(AccessControlMode.init),
            volumes: (volumes ?? []).map(\.model))
    }

    var target: ObservedTarget {
        ObservedTarget(
            iqn: access?.iqn, portals: access?.ips ?? [], activeInitiators: Self.initiators(activeInitiators))
    }

    private static func initiators(_ references: [WireReference]?) -> [InitiatorName] {
        (references ?? []).compactMap(\.name).map(InitiatorName.init(asRead:))
    }
}
