import Planning
import StorageModel
import TestSupport
import Testing

/// What is copied and what is deleted is the object that was reviewed, whole.
@Suite struct ReviewedObjectsTests {
    private let options = PlanningOptions(maxDeletes: 9, maxUpdatePercent: 100)

    private func findings(
        _ desired: DesiredState, _ array: ModelArray, meanwhile: @Sendable (inout ObservedState) -> Void
    ) async throws -> [String] {
        let reviewed = PlanRecord(try await array.plan(desired, options))
        await array.edit(meanwhile)
        let fresh = try await array.plan(desired, options)
        #expect(PlanRecord(fresh).digest != reviewed.digest)
        return StalenessCheck(reviewed).staleObjects(in: fresh).flatMap(\.rows).map(\.label)
    }

    private static func copy(of origin: CloneOrigin) -> DesiredState {
        var desired = SampleStack.desired()
        var app = SampleStack.volume(ResourceKey("copy"))
        app.origin = Declared(origin)
        desired.appInstances.append(app)
        return desired
    }

    @Test func aSourceThatWasMadeAnewIsAnother() async throws {
        let array = try await SampleStack.applied()
        let plan = PlanRecord(try await array.plan(Self.copy(of: .existing("ledger"))))
        let id = await array.state.appInstances[0].id
        #expect(plan.changes.first { $0.address == "volume/copy" }?.copyOf?.uuid == id)
        let labels = try await findings(Self.copy(of: .existing("ledger")), array) { $0.appInstances[0].id = "anew" }
        #expect(labels.contains("copy of"))
    }

    @Test func aSnapshotThatWasTakenAnewIsAnother() async throws {
        let array = try await SampleStack.applied()
        await array.edit {
            $0.appInstances[0][snapshotsOf: 0, 0] = [
                ObservedSnapshot(timestamp: "1446076384.1", uuid: "x")
            ]
        }
        let origin = CloneOrigin.snapshot(of: SampleStack.key, name: .taken(at: "1446076384.1"))
        let plan = PlanRecord(try await array.plan(Self.copy(of: origin)))
        #expect(plan.changes.first { $0.address == "volume/copy" }?.copyOf?.snapshot == "1446076384.1")
    }

    private static var removal: DesiredState {
        var desired = SampleStack.desired()
        desired.appInstances = [SampleStack.volume(ResourceKey("other"))]
        desired.removals = [Removal(.volume(SampleStack.key), .delete)]
        return desired
    }

    private static let edits: [@Sendable (inout ObservedState) -> Void] = [
        { $0.appInstances[0].storageInstances[0].volumes[0].performance = nil },
        { $0.appInstances[0].storageInstances[0].initiators = [] },
        {
            $0.appInstances[0].storageInstances[0].volumes.append(
                VolumeContent(name: "more", size: Gibibytes(1)))
        },
        { $0.appInstances[0].storageInstances[0].volumes[0].replicaCount = 5 },
    ]

    @Test(arguments: edits.indices) func whatGoesIsAsItWasReviewed(edit: Int) async throws {
        let labels = try await findings(Self.removal, SampleStack.applied(), meanwhile: Self.edits[edit])
        #expect(!labels.isEmpty)
    }

    @Test func aRemovalThatStoppedHalfWayGoesOn() async throws {
        let array = try await SampleStack.applied()
        let plan = try await array.plan(Self.removal, options)
        let check = StalenessCheck(PlanRecord(plan))
        for step in plan.graph.steps {
            try await array.perform(step)
            #expect(check.staleObjects(in: try await array.plan(Self.removal, options)).isEmpty, "after \(step.id)")
        }
    }

    /// Copies, snapshots and what is in their way, after any number of steps. With seed 20 the source of a copy that leaves
    /// its replicas open gets more of them in the same plan.
    @Test(.thorough, arguments: 1...30 as ClosedRange<UInt64>)
    func aPlanWithCopiesMayBeInterruptedAfterAnyStep(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        var stacks = RandomStack(seed: seed)
        let array = ModelArray(ObservedState(cluster: RandomStack.cluster))
        if generator.chance(50) { try await array.converge(stacks.next(volumes: 3)) }
        var desired = stacks.next(volumes: 3)
        desired.addCopies(&generator)
        let plan = try await array.plan(desired, options)
        try #require(plan.diagnostics.isEmpty && plan.blocks.isEmpty)
        let check = StalenessCheck(PlanRecord(plan))
        // A run that stops here leaves its lease.
        await array.edit { $0.isAfterInterruption = true }
        for step in plan.graph.steps {
            try await array.perform(step)
            let findings = check.staleObjects(in: try await array.plan(desired, options))
            #expect(findings.isEmpty, "after \(step.id), seed \(seed)")
        }
    }

    @Test func aCopyGetsItsMetadata() async throws {
        let array = try await SampleStack.applied()
        var desired = Self.copy(of: .declared(SampleStack.key))
        desired.appInstances[1].metadata = ["owner": Declared("ops"), MetadataKey.humanDescription: Declared("A copy")]
        let plan = try await array.converge(desired)
        let fields = plan.changes[0].change.fields
        #expect(fields.contains { $0.path == "metadata.owner" && $0.to == .text("ops") })
        #expect(fields.contains { $0.path == "description" && $0.to == .text("A copy") })
        #expect(await array.state.appInstances[1].metadata?["owner"] == "ops")
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func aRestoreShowsWhichVolumeOfSeveralItIs() async throws {
        var desired = SampleStack.desired()
        desired.edit { app in
            app.address = .appInstance(app.key)
            app.storageInstances.append(
                DesiredStorageInstance(
                    name: "logs", volumes: [DesiredVolume(name: "volume-1", size: Declared(Gibibytes(20)))]))
        }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        await array.edit {
            $0.appInstances[0][snapshotsOf: 1, 0] = [
                ObservedSnapshot(timestamp: "1446076384.1", uuid: "x")
            ]
        }
        let request = SnapshotRestoreRequest(
            key: SampleStack.key, name: .taken(at: "1446076384.1"), keepsSafety: true, allowsDisruption: false)
        let plan = try await array.plan(desired, PlanningOptions(intent: .restoreSnapshot(request)))
        let fields = plan.changes[0].change.fields
        #expect(fields.prefix(2).map(\.path) == ["logs/volume-1 data", "logs/volume-1 size"])
        #expect(fields[1].from == .size(Gibibytes(20)))
    }
}
