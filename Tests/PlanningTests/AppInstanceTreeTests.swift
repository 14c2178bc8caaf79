import Planning
import StorageModel
import TestSupport
import Testing

/// App instances of several storage instances and volumes.
@Suite struct AppInstanceTreeTests {
    private static func tree(_ versions: [String: Int]) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit { app in
            app.address = .appInstance(app.key)
            let model = app.storageInstances[0]
            app.storageInstances = versions.sorted { $0.key < $1.key }.map { name, version in
                var storage = model
                storage.name = name
                storage.attachment?.chap?.version = version
                return storage
            }
        }
        return desired
    }

    private func stepsToRotate(from: [String: Int], to: [String: Int]) async throws -> [String] {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.tree(from))
        return try await array.plan(Self.tree(to)).graph.steps.map(\.id).filter { $0.contains("chap") }
    }

    /// An app instance of two volumes.
    private static let twoVolumes: DesiredState = {
        var desired = SampleStack.desired()
        desired.edit { app in
            app.address = .appInstance(app.key)
            app.storageInstances[0].volumes.append(
                DesiredVolume(name: "index", size: Declared(Gibibytes(5)), replicaCount: Declared(3)))
        }
        return desired
    }()

    @Test func onlyThePasswordWithANewVersionIsWritten() async throws {
        #expect(
            try await stepsToRotate(from: ["aaa": 3, "bbb": 41], to: ["aaa": 3, "bbb": 42])
                == ["app_instance/ledger:set chap bbb"])
        #expect(try await stepsToRotate(from: ["aaa": 3, "bbb": 41], to: ["aaa": 3, "bbb": 41]).isEmpty)
    }

    @Test func aNewStorageInstanceLeavesThePasswordsOfTheOthersAlone() async throws {
        #expect(try await stepsToRotate(from: ["aaa": 3], to: ["aaa": 3, "bbb": 1]).isEmpty)
    }

    @Test func whereTheMarkerExplainsNothingEveryPasswordIsWritten() async throws {
        #expect(
            try await stepsToRotate(from: ["aaa": 1, "bbb": 1], to: ["aaa": 2, "bbb": 2])
                == ["app_instance/ledger:set chap aaa", "app_instance/ledger:set chap bbb"])
    }

    @Test func theLimitsOfANewVolumeWaitForIt() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.twoVolumes)
        var desired = Self.twoVolumes
        desired.edit { app in
            var volume = DesiredVolume(name: "undo", size: Declared(Gibibytes(5)))
            volume.qos = DesiredQoS(limits: [.readIOPS: Declared(.at(100))])
            app.storageInstances[0].volumes.append(volume)
        }
        let graph = try await array.plan(desired).graph
        let part = "storage-1/undo"
        #expect(
            graph.dependencies(of: "app_instance/ledger:set qos \(part)").contains(
                "app_instance/ledger:add volume \(part)"))
    }

    @Test func aVolumeThatWasDeletedByHandIsDriftAndComesBack() async throws {
        let desired = Self.twoVolumes
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        await array.edit { $0.appInstances[0].storageInstances[0].volumes.removeLast() }
        let report = DriftAnalysis().report(desired, against: try await array.observe(tenants: [.root]))
        #expect(report.entries.map(\.kind) == [.drift])
        try await array.converge(desired)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func aVolumeThatTheManifestAddsIsPendingAndNoDrift() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { app in
            app.address = .appInstance(app.key)
            app.storageInstances[0].volumes.append(
                DesiredVolume(name: "index", size: Declared(Gibibytes(5)), replicaCount: Declared(3)))
        }
        let report = DriftAnalysis().report(desired, against: try await array.observe(tenants: [.root]))
        #expect(report.entries.map(\.kind) == [.pending])
    }

    @Test func deletingAPartCountsAsADeletion() async throws {
        var desired = Self.twoVolumes
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        desired.edit { app in
            app.storageInstances[0].volumes.removeLast()
            app.removedParts = [PartRemoval(.volume(VolumePath(storage: "storage-1", volume: "index")))]
        }
        let plan = try await array.plan(desired)
        #expect(plan.risk == .destructive && plan.blocks.map(\.code) == [.maxDeletes])
        #expect(try await array.plan(desired, PlanningOptions(maxDeletes: 1)).blocks.isEmpty)
        await array.edit {
            $0.appInstances[0][snapshotsOf: 0, 1] = [
                ObservedSnapshot(timestamp: "1446076384.1", uuid: "x", isAvailable: true)
            ]
        }
        #expect(try await array.plan(desired, PlanningOptions(maxDeletes: 1)).blocks.map(\.code) == [.hasSnapshots])
        desired.removals = [Removal(.snapshot(of: SampleStack.key, name: .taken(at: "1446076384.1")), .delete)]
        let both = try await array.converge(desired, PlanningOptions(maxDeletes: 2))
        #expect(
            both.graph.steps.map(\.id).prefix(3) == [
                "snapshot/ledger@1446076384.1:delete", "app_instance/ledger:take offline",
                "app_instance/ledger:delete storage-1/index",
            ])
        #expect(try await array.plan(desired, PlanningOptions(maxDeletes: 2)).isEmpty)
    }

    @Test func oneOfSeveralVolumesGoesAfterItsSnapshots() async throws {
        var desired = Self.twoVolumes
        desired.edit { $0.snapshots = [DesiredSnapshot(name: "one")] }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        desired.appInstances = []
        desired.removals = [
            Removal(.volume(SampleStack.key), .delete),
            Removal(.snapshot(of: SampleStack.key, name: .named("one")), .delete),
        ]
        let plan = try await array.converge(desired, PlanningOptions(maxDeletes: 9, allowsEmpty: true))
        #expect(
            plan.graph.steps.map(\.id) == [
                "snapshot/ledger@one:forget", "snapshot/ledger@one:delete", "app_instance/ledger:take offline",
                "app_instance/ledger:delete",
            ])
        #expect(plan.graph.dependencies(of: "app_instance/ledger:take offline").contains("snapshot/ledger@one:delete"))
        #expect(await array.state.appInstances.isEmpty)
    }
}
