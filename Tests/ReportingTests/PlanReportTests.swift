import Diagnostics
import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

/// Plans as people and programs read them. Each golden is a plan that someone might meet at work.
@Suite struct PlanReportTests {
    struct Report: Sendable, CustomTestStringConvertible {
        var name: String
        var plan: @Sendable () async throws -> Plan
        var testDescription: String { name }
    }

    static let reports: [Report] = [
        Report(name: "create") {
            try await ModelArray(ObservedState(cluster: SampleStack.cluster)).plan(SampleStack.desired())
        },
        Report(name: "nothing-to-do") { try await SampleStack.applied().plan(SampleStack.desired()) },
        Report(name: "update") {
            var desired = SampleStack.desired()
            desired.edit {
                $0.name = Declared("ledger-new", at: SourceLocation(file: "stack.yaml", line: 7, column: 5))
                $0.protect = Declared(true)
                $0.editVolume {
                    $0.size = Declared(Gibibytes(2048), at: SourceLocation(file: "stack.yaml", line: 8, column: 11))
                    $0.qos = DesiredQoS(
                        limits: [.totalIOPS: Declared(.at(20_000), via: "volume_types.gold")],
                        iopsPerGiB: Declared(5, via: "volume_types.gold"))
                    $0.snapshotPolicies = Declared([SnapshotPolicy(name: "daily", interval: .day, retentionCount: 7)])
                }
            }
            return try await SampleStack.applied().plan(desired)
        },
        Report(name: "removal") {
            var desired = SampleStack.desired()
            desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            try await array.converge(desired)
            desired.appInstances = [SampleStack.volume(ResourceKey("scratch"), size: 7)]
            let place = SourceLocation(file: "stack.yaml", line: 9, column: 12)
            desired.removals = [
                Removal(.volume(SampleStack.key), .delete, location: place),
                Removal(.volume(ResourceKey("journal")), .trash, location: place),
            ]
            return try await array.plan(desired, PlanningOptions(maxDeletes: 1))
        },
        Report(name: "app-instance") {
            let place = SourceLocation(file: "stack.yaml", line: 9, column: 12)
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
                    name: "index", size: Declared(Gibibytes(50), at: place), replicaCount: Declared(2),
                    qos: DesiredQoS(limits: [.totalIOPS: Declared(.at(100))]),
                    snapshotPolicies: Declared([SnapshotPolicy(name: "daily", interval: .day, retentionCount: 7)]))
                app.storageInstances.append(
                    DesiredStorageInstance(
                        name: "logs", attachment: DesiredAttachment(location: place, initiators: [SampleStack.host]),
                        volumes: [DesiredVolume(name: "redo", size: Declared(Gibibytes(5), at: place))]))
                app.removedParts = [
                    PartRemoval(.volume(VolumePath(storage: "storage-1", volume: "old-rows")), location: place)
                ]
            }
            return try await array.plan(desired, PlanningOptions(maxDeletes: 1))
        },
        Report(name: "snapshots") {
            var desired = SampleStack.desired()
            desired.edit { $0.snapshots = [DesiredSnapshot(name: "old")] }
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            try await array.converge(desired)
            let place = SourceLocation(file: "stack.yaml", line: 14, column: 3)
            desired.edit {
                $0.snapshots = [DesiredSnapshot(name: "before-upgrade", location: place)]
                $0.editVolume { $0.size.value = Gibibytes(200) }
            }
            desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
            desired.appInstances[1].snapshots = [DesiredSnapshot(name: "empty", location: place)]
            desired.removals = [Removal(.snapshot(of: SampleStack.key, name: .named("old")), .delete, location: place)]
            return try await array.plan(desired, PlanningOptions(maxDeletes: 1))
        },
        Report(name: "clone") {
            var desired = SampleStack.desired()
            let place = SourceLocation(file: "stack.yaml", line: 11, column: 23)
            var copy = SampleStack.volume(ResourceKey("rehearsal"), size: 150, replicas: 4)
            copy.origin = Declared(.declared(SampleStack.key), at: place)
            desired.appInstances.append(copy)
            return try await SampleStack.applied().plan(desired)
        },
        Report(name: "rollback") {
            var desired = SampleStack.desired()
            desired.edit { $0.snapshots = [DesiredSnapshot(name: "before"), DesiredSnapshot(name: "later")] }
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            try await array.converge(desired)
            return try await array.plan(
                desired,
                PlanningOptions(
                    intent: .rollBack(
                        RollbackRequest(key: SampleStack.key, name: .named("before"), keepsSafety: false))))
        },
        Report(name: "disruptive") {
            let array = try await SampleStack.applied()
            await array.edit { $0.appInstances[0].storageInstances[0].activeInitiators = [SampleStack.host] }
            var desired = SampleStack.desired()
            desired.edit {
                $0.storageInstances[0].attachment?.chap?.version = 2
                $0.editVolume { $0.replicaCount?.value = 5 }
            }
            return try await array.plan(desired)
        },
        Report(name: "blocked") {
            var desired = SampleStack.desired()
            desired.appInstances = []
            return try await SampleStack.applied().plan(desired)
        },
        Report(name: "interrupted-window") {
            let array = try await SampleStack.applied()
            var desired = SampleStack.desired()
            desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
            try await array.perform(try await array.plan(desired).graph.steps[0].call, secrets: [:])
            return try await array.plan(SampleStack.desired())
        },
    ]

    @Test(arguments: reports) func textIsAsReviewed(_ report: Report) async throws {
        let text = PlanText().render(try await report.plan())
        Golden.expect(text, is: "\(report.name).txt")
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: reports) func jsonIsAsReviewed(_ report: Report) async throws {
        Golden.expect(PlanJSON.render(PlanRecord(try await report.plan())), is: "\(report.name).json")
    }

    @Test func colourIsOnlyAddedAndNeverMeansAnything() async throws {
        let plan = try await Self.reports[3].plan()
        let coloured = PlanText(style: TextStyle(isColoured: true)).render(plan)
        let bare = coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        #expect(coloured != bare && bare == PlanText().render(plan))
    }

    @Test func equalPlansGiveEqualBytes() async throws {
        let first = try await Self.reports[2].plan()
        let second = try await Self.reports[2].plan()
        #expect(PlanJSON.render(PlanRecord(first)) == PlanJSON.render(PlanRecord(second)))
    }
}
