import Planning
import StorageModel
import TestSupport
import Testing

/// What a run has noted of a snapshot before it was stopped is settled by the next one.
@Suite struct SnapshotSettlementTests {
    private static func desired(_ names: String...) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit { $0.snapshots = names.map { DesiredSnapshot(name: $0) } }
        return desired
    }

    /// The one volume's snapshots, deleted behind everybody's back.
    private func deleteSnapshots(_ array: ModelArray) async {
        await array.edit { $0.appInstances[0][snapshotsOf: 0, 0] = [] }
    }

    /// Asked for by a run that nobody knows to have been stopped: perhaps it was taken, confirmed by nobody, and deleted.
    @Test func oneThatWasAskedForLongAgoAndIsNotThereBlocks() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].metadata = ["da.snap.one": "asked"] }
        let plan = try await array.plan(Self.desired("one"))
        #expect(plan.isEmpty && plan.blocks.map(\.code) == [.snapshotGone])
        #expect(plan.unsettled == [.snapshot(of: SampleStack.key, name: "one")])
    }

    /// An array on which a run was stopped after it had taken a snapshot, or before.
    private func stopped(isTaken: Bool) async throws -> ModelArray {
        let array = try await SampleStack.applied()
        let steps = try await array.plan(Self.desired("one")).graph.steps.prefix(isTaken ? 2 : 1)
        for step in steps { try await array.perform(step) }
        await array.edit { $0.isAfterInterruption = true }
        return array
    }

    /// What the next run is for makes no difference.
    @Test(arguments: [
        PlanningOptions(), PlanningOptions(scope: .only([AddressPattern("volume/ledger")])),
        PlanningOptions(intent: .remove([])), PlanningOptions(intent: .restore([])),
        PlanningOptions(intent: .purge([])),
    ]) func theNextRunConfirmsOneThatIsThere(options: PlanningOptions) async throws {
        let array = try await stopped(isTaken: true)
        let plan = try await array.converge(Self.desired("one"), options)
        #expect(plan.graph.steps.map(\.id) == ["snapshot/ledger@one:confirm"] && plan.risk == .safe)
        #expect(plan.changes.map(\.change.kind) == [.update] && plan.unsettled.isEmpty)
        #expect(await array.state.appInstances[0].metadata == ["da.snap.one": "taken"])
        await array.edit { $0.isAfterInterruption = false }
        await deleteSnapshots(array)
        #expect(try await array.plan(Self.desired("one")).blocks.map(\.code) == [.snapshotGone])
    }

    @Test func oneThatIsNotThereAndThatNobodyWantsAnyMoreIsTakenBack() async throws {
        let array = try await stopped(isTaken: false)
        let plan = try await array.converge(SampleStack.desired())
        #expect(plan.graph.steps.map(\.id) == ["snapshot/ledger@one:withdraw"])
        #expect(await array.state.appInstances[0].metadata?["da.snap.one", default: ""] == "")
    }

    /// A plan that is about something else may not decide that.
    @Test func oneThatIsNotThereIsLeftToAnApply() async throws {
        let array = try await stopped(isTaken: false)
        let plan = try await array.plan(Self.desired("one"), PlanningOptions(intent: .remove([])))
        #expect(plan.isEmpty && plan.unsettled == [.snapshot(of: SampleStack.key, name: "one")])
    }

    /// Whoever takes the volume over takes care of the note, too.
    @Test func anAdoptionConfirmsWhatTheOtherStackHasLeftOpen() async throws {
        let array = try await stopped(isTaken: true)
        await array.edit { $0.isAfterInterruption = false }
        var heir = Self.desired("one")
        heir.stack = "heir"
        let options = PlanningOptions(intent: .adopt([AdoptionRequest(key: SampleStack.key)], fromStack: "sample"))
        let plan = try await array.converge(heir, options)
        #expect(plan.graph.steps.map(\.id).sorted() == ["snapshot/ledger@one:confirm", "volume/ledger:adopt"])
        #expect(await array.state.appInstances[0].metadata?["da.snap.one"] == "taken")
    }
}
