import StorageModel

/// How a volume shall be, as far as one block of the manifest says.
struct VolumeSettings {
    var replicaCount: Declared<Int>?
    var placementPolicy: Declared<String>?
    var placementMode: Declared<PlacementMode>?
    var ipPools: Declared<[String]>?
    var roundRobin: Declared<Bool>?
    var qos = DesiredQoS()
    var snapshotPolicies: Declared<[SnapshotPolicy]>?
    var protect: Declared<Bool>?
    var adminState: Declared<AdminState>?
    var accessControlMode: Declared<AccessControlMode>?
    var extend: Declared<ExtendMode>?
    var manage: Declared<ManageLevel>?
    var storageName: Declared<String>?
    var volumeName: Declared<String>?
    var template: Declared<String>?

    /// These settings, and the weaker ones where these say nothing.
    func over(_ weaker: VolumeSettings) -> VolumeSettings {
        VolumeSettings(
            replicaCount: replicaCount ?? weaker.replicaCount,
            placementPolicy: placementPolicy ?? weaker.placementPolicy,
            placementMode: placementMode ?? weaker.placementMode,
            ipPools: ipPools ?? weaker.ipPools, roundRobin: roundRobin ?? weaker.roundRobin,
            qos: DesiredQoS(
                limits: qos.limits.merging(weaker.qos.limits) { mine, _ in mine },
                iopsPerGiB: qos.iopsPerGiB ?? weaker.qos.iopsPerGiB,
                bandwidthPerGiB: qos.bandwidthPerGiB ?? weaker.qos.bandwidthPerGiB),
            snapshotPolicies: snapshotPolicies ?? weaker.snapshotPolicies,
            protect: protect ?? weaker.protect,
            adminState: adminState ?? weaker.adminState,
            accessControlMode: accessControlMode ?? weaker.accessControlMode,
            extend: extend ?? weaker.extend,
            manage: manage ?? weaker.manage,
            storageName: storageName ?? weaker.storageName,
            volumeName: volumeName ?? weaker.volumeName, template: template ?? weaker.template)
    }

    /// The placement of both products; its place is that of the policy, which newer products use.
    var placement: Declared<DesiredPlacement>? {
        let desired = DesiredPlacement(policy: placementPolicy?.value, mode: placementMode?.value)
        return placementPolicy?.map { _ in desired } ?? placementMode?.map { _ in desired }
    }
}

extension VolumeSettings {
    /// - Parameter via: the block, as it is shown beside values that a volume has from it; nil for the volume's own.
    init(_ fields: Fields<BodyKey>, via: String?) {
        replicaCount = fields[.replicaCount]?.declared(via: via) { $0.integer(in: 1...5) }
        placementPolicy = fields[.placementPolicy]?.declared(via: via) { $0.name() }
        placementMode = fields[.placementMode]?.declared(via: via) { $0.choice() }
        ipPools = fields[.ipPool]?.declared(via: via) { $0.poolNames() }
        roundRobin = fields[.roundRobin]?.declared(via: via) { $0.boolean() }
        qos = fields[.qos].flatMap { DesiredQoS($0, via: via) } ?? DesiredQoS()
        snapshotPolicies = fields[.snapshotPolicies]?.declared(via: via) { $0.snapshotPolicies() }
        protect = fields[.protect]?.declared(via: via) { $0.boolean() }
        adminState = fields[.adminState]?.declared(via: via) { $0.choice() }
        accessControlMode = fields[.accessControlMode]?.declared(via: via) { $0.choice() }
        extend = fields[.extend]?.declared(via: via) { $0.choice() }
        manage = fields[.manage]?.declared(via: via) { $0.choice() }
        storageName = fields[.defaultStorageName]?.declared(via: via) { $0.name() }
        volumeName = fields[.defaultVolumeName]?.declared(via: via) { $0.name() }
        template = fields[.template]?.declared(via: via) { $0.name() }
    }
}

extension ValueReader {
    /// One pool, or a list of pools of which any will do.
    fileprivate func poolNames() -> [String]? {
        guard case .sequence = node.content else { return name().map { [$0] } }
        guard let names = uniqueItems({ $0.name() }) else { return nil }
        if names.isComplete && names.entries.isEmpty { report("\(label) lists no pool") }
        return names.values
    }
}
