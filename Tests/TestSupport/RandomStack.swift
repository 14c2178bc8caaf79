package import StorageModel

/// Random stacks over a small set of keys, so that successive ones overlap, grow and change.
package struct RandomStack {
    package static let cluster = ObservedCluster(
        uuid: "5f0c1c2e-0000-4000-8000-000000000001", name: "model", product: ProductVersion("3.3.3.0"), api: .v23)

    private static let tenants = [TenantPath.root, TenantPath("alpha"), TenantPath("alpha/nested"), TenantPath("beta")]
    static let iqns = (1...5).map { InitiatorName("iqn.1993-08.org.debian:01:host\($0)") }
    private static let pools = ["default", "fast", "slow"]
    private static let policies = ["default", "all-flash", "hybrid"]

    private var generator: SeededGenerator
    /// Sizes and replica counts never shrink from one stack to the next.
    private var floor: [ResourceKey: (size: Int, replicas: Int)] = [:]
    private var homes: [ResourceKey: TenantPath] = [:]
    /// How many parts beyond the first volume an app instance has, of those in their long form; it never shrinks.
    private var extras: [ResourceKey: Int?] = [:]
    /// What is declared at all in every stack of this series, once it is settled; nil where each stack decides anew.
    private var declared: [String: Bool]?

    /// - Parameter isSteady: whether all stacks of the series declare the same fields, with values that differ. What a stack
    ///   does not declare is left as it is, so only then does the last stack alone decide how the array ends.
    package init(seed: UInt64, isSteady: Bool = false) {
        generator = SeededGenerator(seed: seed)
        declared = isSteady ? [:] : nil
    }

    private mutating func declares(_ field: String, _ percent: Int) -> Bool {
        let toss = generator.chance(percent)
        guard declared != nil else { return toss }
        if let settled = declared?[field] { return settled }
        declared?[field] = toss
        return toss
    }

    /// The next stack; it names at least every volume that the ones before it named.
    package mutating func next(volumes: Int = 8) -> DesiredState {
        var desired = DesiredState(stack: "random")
        desired.tenants = Self.tenants.dropFirst().map { tenant in
            DesiredTenant(
                path: tenant,
                description: declares("\(tenant)", 50) ? Declared("Team \(generator.pick(["a", "b"]))") : nil)
        }
        for tenant in Self.tenants {
            desired.initiators += Self.iqns.enumerated().map { index, iqn in
                DesiredInitiator(
                    address: .initiator("host-\(index)", tenant: tenant), tenant: tenant, iqn: iqn,
                    label: "host-\(index)")
            }
            desired.initiatorGroups += ["group-1", "group-2"].map { name in
                DesiredInitiatorGroup(
                    address: .initiatorGroup(name, tenant: tenant), tenant: tenant, name: name,
                    members: Declared(generator.some(Self.iqns)))
            }
        }
        desired.appInstances = (1...volumes).map { volume(ResourceKey("key\($0)")) }
        return desired
    }

    private mutating func volume(_ key: ResourceKey) -> DesiredAppInstance {
        let tenant = homes[key] ?? generator.pick(Self.tenants)
        homes[key] = tenant
        let isAttached = declares("\(key) attachment", 60)
        var storage = DesiredStorageInstance(
            name: "storage-1", ipPools: declares("\(key) pool", 50) ? Declared(ipPools()) : nil,
            attachment: isAttached ? attachment() : nil, volumes: [inner(key, "volume-1")])
        var storages: [DesiredStorageInstance] = []
        let count = extras[key] ?? (generator.chance(25) ? 0 : nil)
        let extra = count.map { $0 + Int.random(in: 0...1, using: &generator) }
        extras[key] = .some(extra)
        for number in 0..<(extra ?? 0) {
            let volume = inner(key, "extra-\(number)")
            if number.isMultiple(of: 2) {
                storage.volumes.append(volume)
            } else {
                storages.append(
                    DesiredStorageInstance(
                        name: "storage-\(number + 1)", attachment: isAttached ? attachment() : nil, volumes: [volume]))
            }
        }
        var app = DesiredAppInstance(
            key: key, address: extra == nil ? .volume(key) : .appInstance(key), tenant: tenant,
            name: Declared(generator.chance(30) ? "named-\(key)" : "\(key)"),
            adminState: declares("\(key) state", 30) ? Declared(generator.pick(AdminState.allCases)) : nil,
            // Acts at creation only, so it is the same in every stack of the series.
            declaredAccessMode: key.name.utf8.last?.isMultiple(of: 3) == true ? Declared(.allowAll) : nil,
            protect: declares("\(key) protect", 30) ? Declared(generator.chance(50)) : nil,
            extendsOffline: generator.chance(20), storageInstances: [storage] + storages)
        if declares("\(key) metadata", 30) { app.metadata["owner"] = Declared(generator.pick(["ops", "dba"])) }
        if declares("\(key) description", 20) {
            app.metadata[MetadataKey.humanDescription] = Declared("Ledger \(generator.pick([1, 2]))")
        }
        return app
    }

    private mutating func inner(_ key: ResourceKey, _ name: String) -> DesiredVolume {
        let path = ResourceKey("\(key)/\(name)")
        let least = floor[path] ?? (1, 3)
        let size = least.size + (generator.chance(40) ? Int.random(in: 1...50, using: &generator) : 0)
        let replicas = min(5, least.replicas + (generator.chance(20) ? 1 : 0))
        floor[path] = (size, replicas)
        return DesiredVolume(
            name: name, size: Declared(Gibibytes(size)),
            replicaCount: declares("\(path) replicas", 70) ? Declared(replicas) : nil,
            placement: declares("\(path) placement", 50)
                ? Declared(DesiredPlacement(policy: generator.pick(Self.policies), mode: .hybrid)) : nil,
            qos: declares("\(path) qos", 60) ? qos(path) : nil,
            snapshotPolicies: declares("\(path) policies", 40) ? Declared(snapshotPolicies(path)) : nil)
    }

    /// A list is used at creation only, and then any pool of it will do: a steady series has to name one.
    private mutating func ipPools() -> [String] {
        guard declared == nil else { return [generator.pick(Self.pools)] }
        return Self.pools.filter { _ in generator.chance(60) } + ["default"]
    }

    private mutating func attachment() -> DesiredAttachment {
        let credentials = CHAPCredentials(user: generator.pick(["user-a", "user-b"]), password: .environment("CHAP"))
        let target = CHAPCredentials(user: "target-user", password: .environment("TARGET"))
        return DesiredAttachment(
            initiators: generator.some(Self.iqns), groups: generator.some(["group-1", "group-2"]),
            chap: generator.chance(50)
                ? DesiredCHAP(
                    credentials: credentials, mutual: generator.chance(30) ? target : nil,
                    version: generator.pick([1, 2])) : nil)
    }

    private mutating func qos(_ key: ResourceKey) -> DesiredQoS {
        var limits: [QoSField: Declared<Limit>] = [:]
        for field in QoSField.allCases where declares("\(key) \(field)", 40) {
            limits[field] = Declared(generator.chance(20) ? .unlimited : .at(generator.pick([100, 2048, 5000])))
        }
        return DesiredQoS(
            limits: limits, iopsPerGiB: declares("\(key) iops", 30) ? Declared(generator.pick([0, 10, 50])) : nil,
            bandwidthPerGiB: declares("\(key) bandwidth", 30) ? Declared(1024) : nil)
    }

    /// One that is dropped stays on the array: a steady series always names the same.
    private mutating func snapshotPolicies(_ key: ResourceKey) -> [SnapshotPolicy] {
        ["hourly", "daily"].filter { declares("\(key) policy \($0)", 50) }.map {
            SnapshotPolicy(
                name: $0, interval: generator.pick([.hour, .day]), retentionCount: generator.pick([7, 24]),
                startTime: declares("\(key) start \($0)", 50)
                    ? "2027-01-0\(generator.pick([1, 2]))T02:00:00+00:00" : nil)
        }
    }
}
