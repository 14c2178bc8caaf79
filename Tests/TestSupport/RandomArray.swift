package import StorageModel

/// Random arrays as people and drivers leave them behind: tenants with and without initiators of their own, volumes with
/// the names of every convention, and things that are none of anybody's business.
package struct RandomArray {
    private static let tenants = [TenantPath.root, TenantPath("alpha"), TenantPath("alpha/nested"), TenantPath("beta")]
    private static let iqns = (1...4).map { InitiatorName("iqn.1993-08.org.debian:01:host\($0)") }

    private var generator: SeededGenerator
    private let product: ProductVersion

    package init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        product = ProductVersion(seed.isMultiple(of: 3) ? "3.2.5.0" : "3.3.3.0")
    }

    /// - Parameter templates: whether some are bound to an app template, which only a model can be without having it.
    package mutating func make(volumes: Int = 10, templates: Bool = true) -> ObservedState {
        var cluster = RandomStack.cluster
        cluster.product = product
        var state = ObservedState(cluster: cluster)
        state.tenants = [ObservedTenant(path: .root)]
        for tenant in Self.tenants.dropFirst() where tenant.parent == .root || !state.tenants.isEmpty {
            guard generator.chance(80), state.tenants.contains(where: { $0.path == tenant.parent }) else { continue }
            state.tenants.append(
                ObservedTenant(path: tenant, description: generator.pick([nil, "Team of many", "on", "a: {b}"])))
        }
        for tenant in state.tenants.map(\.path) {
            if tenant == .root || generator.chance(40) {
                state.initiators[tenant] = generator.some(Self.iqns).sorted().map {
                    ObservedInitiator(iqn: $0, label: label(for: $0), owner: tenant)
                }
            }
            let visible = Set(state.visibleInitiators(in: tenant).map(\.iqn)).sorted()
            state.initiatorGroups[tenant] = ["hosts", "db.hosts", "null"].filter { _ in generator.chance(30) }.map {
                ObservedInitiatorGroup(name: $0, members: generator.some(visible), owner: tenant)
            }
        }
        for index in 0..<volumes { state.appInstances.append(app(index, in: state)) }
        for index in state.appInstances.indices where templates && generator.chance(8) {
            state.appInstances[index].template = "/app_templates/\(generator.pick(["db_small", "null"]))"
        }
        return state
    }

    private mutating func label(for iqn: InitiatorName) -> String {
        generator.pick([String(iqn.text.suffix(5)), "OpenStack-0a1b2c3d", "Host with spaces", "yes"])
    }

    private mutating func uuid() -> String {
        func hex(_ digits: Int) -> String {
            (0..<digits).map { _ in String(Int.random(in: 0...15, using: &generator), radix: 16) }.joined()
        }
        return "\(hex(8))-\(hex(4))-4\(hex(3))-a\(hex(3))-\(hex(12))"
    }

    /// Every convention of dsp-api.md section 5.
    private mutating func name(_ index: Int) -> String {
        let uuid = uuid()
        return generator.pick([
            "vol-\(index)", "OS-\(uuid)", "OS-my.disk_\(index)-\(uuid)", "UNMANAGED-\(uuid)", uuid, "CSI-pvc-\(uuid)",
            "true.\(index)", "_under.\(index)", "CS\(uuid)", String(repeating: "l", count: 60) + "\(100 + index)",
        ])
    }

    private mutating func app(_ index: Int, in state: ObservedState) -> ObservedAppInstance {
        let tenant = generator.pick(state.tenants.map(\.path))
        let visible = Set(state.visibleInitiators(in: tenant).map(\.iqn)).sorted()
        let groups = state.visibleGroups(in: tenant).map(\.name)
        let names = generator.pick([
            ["storage-1"], ["storage-1"], ["storage-1"], ["database"], ["storage-1", "storage-2"],
            ["data", "logs", "null"],
        ])
        let storages = names.map { storage($0, visible, groups) }
        var app = ObservedAppInstance(
            tenant: tenant, id: uuid(), name: name(index), descr: generator.pick([nil, "Made by hand"]),
            adminState: generator.chance(15) ? .offline : .online,
            createMode: generator.pick(["normal", "openstack", "kubernetes"]), storageInstances: storages)
        addSnapshots(to: &app)
        if generator.chance(20) {
            let texts = [
                "payments", "yes", "a: {b}", "env:NAME", "12", "Ledger of the shop", "Ledger: \"old\"", "a\n# b", "",
                "~",
            ]
            app.metadata = (app.metadata ?? [:])
                .merging([
                    generator.pick(["team", "null", "cost.centre", "a b: c", "-", "da.descr"]): generator.pick(texts)
                ]) { $1 }
            if generator.chance(50) { app.metadata?[MetadataKey.humanDescription] = generator.pick(texts) }
        }
        if generator.chance(10) {
            app.describe(as: "datera-apply v1 another key\(index) 000003 0123456789ab \(generator.pick(["-", "t"]))")
        }
        return app
    }

    private mutating func storage(
        _ name: String, _ visible: [InitiatorName], _ groups: [String]
    ) -> StorageInstanceContent {
        let isAttached = generator.chance(50)
        return StorageInstanceContent(
            name: name, ipPool: generator.pick(["default", "default", "fast"]),
            initiators: isAttached ? generator.some(visible) : [],
            groups: isAttached ? Set(generator.some(groups)) : [],
            authentication: generator.pick([
                .none, .none, .chap(user: "ledger"), .mutualCHAP(user: "ledger", targetUser: "array"),
            ]),
            volumes: (0..<generator.pick([1, 1, 1, 1, 2, 3])).map { volume($0) })
    }

    /// Snapshots of a schedule, of a person, and of a stack, which has noted their names.
    private mutating func addSnapshots(to app: inout ObservedAppInstance) {
        app.groupSnapshots = snapshots(of: .appInstance(app.reference), in: &app)
        for path in app.paths {
            let reference = VolumeReference(
                storage: StorageInstanceReference(app: app.reference, name: path.storage), name: path.volume)
            let snapshots = snapshots(of: .volume(reference), in: &app)
            if !snapshots.isEmpty { app.volumeSnapshots[path] = snapshots }
        }
    }

    private mutating func snapshots(of owner: SnapshotOwner, in app: inout ObservedAppInstance) -> [ObservedSnapshot] {
        guard generator.chance(20) else { return [] }
        return (0...Int.random(in: 0...2, using: &generator)).map { index in
            let name = "before-\(index)"
            let timestamp = "\(1_600_000_000 + index).5"
            guard generator.chance(40) else { return ObservedSnapshot(timestamp: timestamp, uuid: uuid()) }
            app.metadata = (app.metadata ?? [:]).merging([
                MetadataKey.snapshot(name): generator.pick(["taken", "asked", ""])
            ]) { $1 }
            return ObservedSnapshot(
                timestamp: timestamp, uuid: NamedSnapshot(owner: owner, name: name).uuid(in: app.id))
        }
    }

    private mutating func volume(_ index: Int) -> VolumeContent {
        let placement: Placement =
            product.hasPlacementPolicies
            ? .policy(generator.pick(["default", "all-flash"]))
            : .mode(generator.pick(PlacementMode.allCases))
        var limits = PerformanceLimits()
        for field in QoSField.allCases where generator.chance(30) {
            limits[field] = .at(generator.pick([1, 1024, 5000]))
        }
        return VolumeContent(
            name: "volume-\(index + 1)", size: Gibibytes(Int.random(in: 1...50, using: &generator)),
            replicaCount: generator.pick([3, 3, 2]), placement: placement,
            performance: generator.chance(60) ? limits : nil,
            snapshotPolicies: ["daily", "null"].filter { _ in generator.chance(25) }.map {
                SnapshotPolicy(
                    name: $0, interval: generator.pick([.day, .hour]), retentionCount: 7,
                    startTime: "2026-01-01T00:00:00+00:00")
            })
    }
}
