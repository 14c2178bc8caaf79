import Diagnostics
import Planning
import StorageModel
import TestSupport
import Testing

/// Plans that someone might meet at work; each has a golden in every format.
struct SamplePlan: Sendable, CustomTestStringConvertible {
    var name: String
    var plan: @Sendable () async throws -> Plan
    var testDescription: String { name }

    init(_ name: String, _ plan: @escaping @Sendable () async throws -> Plan) {
        self.name = name
        self.plan = plan
    }

    static func named(_ name: String) throws -> SamplePlan { try #require(all.first { $0.name == name }) }

    static let all: [SamplePlan] = [
        SamplePlan("create") {
            try await ModelArray(ObservedState(cluster: SampleStack.cluster)).plan(SampleStack.desired())
        },
        SamplePlan("nothing-to-do") { try await SampleStack.applied().plan(SampleStack.desired()) },
        SamplePlan("update") {
            var desired = SampleStack.desired()
            desired.edit {
                $0.name = Declared("ledger-new", at: place(7, 5))
                $0.protect = Declared(true)
                $0.editVolume {
                    $0.size = Declared(Gibibytes(2048), at: place(8, 11))
                    $0.qos = DesiredQoS(
                        limits: [.totalIOPS: Declared(.at(20_000), via: "volume_types.gold")],
                        iopsPerGiB: Declared(5, via: "volume_types.gold"))
                    $0.snapshotPolicies = Declared([SnapshotPolicy(name: "daily", interval: .day, retentionCount: 7)])
                }
            }
            return try await SampleStack.applied().plan(desired)
        },
        SamplePlan("removal") {
            var desired = SampleStack.desired()
            desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            try await array.converge(desired)
            desired.appInstances = [SampleStack.volume(ResourceKey("scratch"), size: 7)]
            desired.removals = [
                Removal(.volume(SampleStack.key), .delete, location: place(9, 12)),
                Removal(.volume(ResourceKey("journal")), .trash, location: place(9, 12)),
            ]
            return try await array.plan(desired, PlanningOptions(maxDeletes: 1))
        },
        SamplePlan("app-instance") {
            var desired = SampleStack.desired()
            desired.edit { app in
                app.address = .appInstance(app.key)
                app.storageInstances[0].volumes.append(
                    DesiredVolume(name: "old-rows", size: Declared(Gibibytes(7)), replicaCount: Declared(3)))
            }
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            try await array.converge(desired)
            desired.edit { app in
                app.storageInstances[0].volumes[1] = DesiredVolume(
                    name: "index", size: Declared(Gibibytes(50), at: place(9, 12)), replicaCount: Declared(2),
                    qos: DesiredQoS(limits: [.totalIOPS: Declared(.at(100))]),
                    snapshotPolicies: Declared([SnapshotPolicy(name: "daily", interval: .day, retentionCount: 7)]))
                app.storageInstances.append(
                    DesiredStorageInstance(
                        name: "logs",
                        attachment: DesiredAttachment(location: place(9, 12), initiators: [SampleStack.host]),
                        volumes: [DesiredVolume(name: "redo", size: Declared(Gibibytes(5), at: place(9, 12)))]))
                app.removedParts = [
                    PartRemoval(
                        .volume(VolumePath(storage: "storage-1", volume: "old-rows")), location: place(9, 12))
                ]
            }
            return try await array.plan(desired, PlanningOptions(maxDeletes: 1))
        },
        SamplePlan("snapshot-policies") {
            let hourly = SnapshotPolicy(name: "hourly", interval: .hour, retentionCount: 48)
            let daily = SnapshotPolicy(name: "daily", interval: .day, retentionCount: 7)
            var desired = SampleStack.desired()
            desired.edit { $0.editVolume { $0.snapshotPolicies = Declared([hourly, daily]) } }
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            try await array.converge(desired)
            desired.edit {
                $0.editVolume { $0.snapshotPolicies = Declared([daily]) }
                $0.removedPolicies = [PolicyRemoval("hourly", location: place(14, 3))]
            }
            return try await array.plan(desired)
        },
        SamplePlan("snapshots") {
            var desired = SampleStack.desired()
            desired.edit { $0.snapshots = [DesiredSnapshot(name: "old")] }
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            try await array.converge(desired)
            desired.edit {
                $0.snapshots = [DesiredSnapshot(name: "before-upgrade", location: place(14, 3))]
                $0.editVolume { $0.size.value = Gibibytes(200) }
            }
            desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
            desired.appInstances[1].snapshots = [DesiredSnapshot(name: "empty", location: place(14, 3))]
            desired.removals = [
                Removal(.snapshot(of: SampleStack.key, name: .named("old")), .delete, location: place(14, 3))
            ]
            return try await array.plan(desired, PlanningOptions(maxDeletes: 1))
        },
        SamplePlan("clone") {
            var desired = SampleStack.desired()
            var copy = SampleStack.volume(ResourceKey("rehearsal"), size: 150, replicas: 4)
            copy.origin = Declared(.declared(SampleStack.key), at: place(11, 23))
            desired.appInstances.append(copy)
            return try await SampleStack.applied().plan(desired)
        },
        SamplePlan("rollback") {
            var desired = SampleStack.desired()
            desired.edit { $0.snapshots = [DesiredSnapshot(name: "before"), DesiredSnapshot(name: "later")] }
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            try await array.converge(desired)
            let request = SnapshotRestoreRequest(key: SampleStack.key, name: .named("before"), keepsSafety: false)
            return try await array.plan(desired, PlanningOptions(intent: .restoreSnapshot(request), maxDeletes: 1))
        },
        SamplePlan("disruptive") {
            let array = try await SampleStack.applied()
            await array.edit { $0.appInstances[0].logIn([SampleStack.host]) }
            var desired = SampleStack.desired()
            desired.edit {
                $0.storageInstances[0].attachment?.chap?.version = 2
                $0.editVolume { $0.replicaCount?.value = 5 }
            }
            return try await array.plan(desired)
        },
        SamplePlan("blocked") {
            var desired = SampleStack.desired()
            desired.appInstances = []
            return try await SampleStack.applied().plan(desired)
        },
        SamplePlan("interrupted-window") {
            let array = try await SampleStack.applied()
            var desired = SampleStack.desired()
            desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
            try await array.perform(try await array.plan(desired).graph.steps[0])
            return try await array.plan(SampleStack.desired())
        },
        SamplePlan("type-change") {
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            try await array.converge(gold(.at(5000)))
            var desired = gold(.at(8000))
            desired.guards.maxUpdatePercent = Declared(100)
            return try await array.plan(desired)
        },
        SamplePlan("shared-objects") {
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            var desired = DesiredState(stack: "sample")
            desired.tenants = [
                DesiredTenant(
                    path: TenantPath("payments"), description: Declared("Payments `team` | @all", at: place(4, 12)))
            ]
            desired.initiators = [
                DesiredInitiator(
                    address: .initiator("db-01", tenant: TenantPath("payments")), tenant: TenantPath("payments"),
                    iqn: SampleStack.host, label: "db-01", location: place(6, 3))
            ]
            desired.initiatorGroups = [
                DesiredInitiatorGroup(
                    address: .initiatorGroup("hosts", tenant: TenantPath("payments")),
                    tenant: TenantPath("payments"), name: "hosts", members: Declared([SampleStack.host]),
                    location: place(8, 3))
            ]
            return try await array.plan(desired)
        },
        SamplePlan("partial") {
            var desired = SampleStack.desired()
            desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
            let scope = PlanScope.only([AddressPattern("volume/journal")])
            return try await ModelArray(ObservedState(cluster: SampleStack.cluster)).plan(
                desired, PlanningOptions(scope: scope))
        },
        SamplePlan("adoption") {
            var state = try await SampleStack.applied().state
            state.appInstances[0].ownership = .none
            state.appInstances[0].descr = "made by hand"
            state.appInstances[0].metadata = [:]
            let options = PlanningOptions(intent: .adopt([AdoptionRequest(key: SampleStack.key)], fromStack: nil))
            return Planner(options).plan(SampleStack.desired(), against: state)
        },
        SamplePlan("warnings") {
            var desired = SampleStack.desired()
            desired.edit { $0.editVolume { $0.size.value = Gibibytes(200_000) } }
            desired.ignores = [
                IgnoreRule(
                    pattern: "volume/*", fields: [.qos], until: CalendarDate("2026-01-31"), reason: "tuned by hand",
                    location: place(12, 10))
            ]
            let array = try await SampleStack.applied()
            await array.edit {
                $0.capacity = ArrayCapacity(
                    total: Gibibytes(100_000), available: Gibibytes(90_000), provisioned: Gibibytes(300))
            }
            return try await array.plan(desired, PlanningOptions(today: CalendarDate("2026-11-21")))
        },
    ]

    private static func place(_ line: Int, _ column: Int) -> Diagnostics.SourceLocation {
        Diagnostics.SourceLocation(file: "stack.yaml", line: line, column: column)
    }

    /// Fifteen volumes of a type, one of which has a size of its own.
    private static func gold(_ limit: Limit) -> DesiredState {
        var desired = SampleStack.desired()
        desired.appInstances = (1...15).map { number in
            var volume = SampleStack.volume(ResourceKey("orders", member: "\(number)"))
            volume.name = Declared("orders-\(number)")
            volume.storageInstances[0].attachment = nil
            volume.editVolume {
                $0.qos = DesiredQoS(
                    limits: [.totalIOPS: Declared(limit, at: place(5, 27), via: "volume_types.gold")])
                if number == 7, limit == .at(8000) { $0.size.value = Gibibytes(300) }
            }
            return volume
        }
        return desired
    }
}
