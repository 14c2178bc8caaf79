import Planning
import StorageModel
import TestSupport
import Testing

/// What a run has left behind that was stopped inside its offline window, and what people have done to it since.
@Suite struct InterruptedWindowTests {
    /// The stack with a snapshot, and a window that a restore has left open after its safety snapshot.
    private static func array(_ state: AdminState, isSaved: Bool = true) async throws -> ModelArray {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        for step in try await array.plan(desired, restore).graph.steps.prefix(isSaved ? 2 : 1) {
            try await array.perform(step)
        }
        await array.edit { $0.appInstances[0].adminState = state }
        return array
    }

    private static let desired: DesiredState = {
        var desired = SampleStack.desired()
        desired.edit { $0.snapshots = [DesiredSnapshot(name: "before")] }
        return desired
    }()

    private static let restore = PlanningOptions(
        intent: .restoreSnapshot(SnapshotRestoreRequest(key: SampleStack.key, name: .named("before"))))

    @Test func whatWasWrittenSinceIsSavedAgain() async throws {
        let array = try await Self.array(.online)
        let plan = try await array.plan(Self.desired, Self.restore)
        #expect(
            plan.graph.steps.map(\.id) == [
                "volume/ledger:take offline", "snapshot/ledger@before:save", "snapshot/ledger@before:restore",
                "volume/ledger:bring online",
            ])
        try await array.converge(Self.desired, Self.restore)
        #expect(await array.state.appInstances[0].allSnapshots.count == 3)
    }

    @Test func whatIsStillOfflineNeedsNoSecondSnapshot() async throws {
        let plan = try await Self.array(.offline).plan(Self.desired, Self.restore)
        #expect(plan.graph.steps.map(\.id) == ["snapshot/ledger@before:restore", "volume/ledger:bring online"])
    }

    @Test func aPlanSaysWhatIsThere() async throws {
        let offline = try await Self.array(.offline).plan(Self.desired).changes.flatMap(\.change.fields)
        #expect(offline.contains { $0.path == "admin_state" && $0.from == .text("offline") })
        let array = try await Self.array(.online)
        let online = try await array.plan(Self.desired).changes.flatMap(\.change.fields)
        #expect(!online.contains { $0.path == "admin_state" } && online.contains { $0.path == "marker" })
        let drift = DriftAnalysis().report(Self.desired, against: await array.state)
        #expect(drift.entries.map(\.kind) == [.pending])
    }

    @Test func forgettingSaysThatItComesBackOnline() async throws {
        var desired = SampleStack.desired()
        desired.appInstances = []
        desired.removals = [Removal(.volume(SampleStack.key), .forget)]
        let plan = try await Self.array(.offline, isSaved: false).plan(desired, PlanningOptions(allowsEmpty: true))
        let fields = plan.changes.filter { $0.change.kind == .forget }.flatMap(\.change.fields)
        #expect(fields.map(\.path) == ["marker", "admin_state"])
    }
}

/// Storage instances that a person has taken offline by themselves.
@Suite struct StorageOfflineTests {
    private static func array() async throws -> ModelArray {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].targets["storage-1", default: ObservedTarget()].isOffline = true }
        return array
    }

    @Test func aWindowWouldBringItOnline() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
        let plan = try await Self.array().plan(desired)
        #expect(plan.isEmpty && plan.blocks.map(\.code) == [.storageOffline])
    }

    @Test func whatNeedsNoWindowIsDone() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(200) } }
        let plan = try await Self.array().plan(desired)
        #expect(plan.blocks.isEmpty && plan.graph.steps.count == 2)
    }

    @Test func itIsDriftWhereOnlineIsDeclared() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.adminState = Declared(.online) }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        await array.edit { $0.appInstances[0].targets["storage-1", default: ObservedTarget()].isOffline = true }
        let report = DriftAnalysis().report(desired, against: await array.state)
        #expect(report.entries.map(\.kind) == [.drift])
        #expect(report.entries.flatMap(\.fields).map(\.to) == [.text("online")])
    }
}
