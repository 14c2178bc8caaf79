import Planning
import StorageModel
import TestSupport
import Testing

@testable import Execution

/// When what was read of key-values before the lease may stand in for what would be read under it.
@Suite struct SurveyTests {
    private static let read = ["da.snap.before": "taken"]

    /// What a fresh observation is given by a survey in which the key-values of its one app instance were read.
    private func lent(
        after age: Duration = .zero, _ change: (inout ObservedAppInstance) -> Void = { _ in }
    ) async throws -> [String: String]? {
        let array = try await SampleStack.applied()
        var fresh = await array.state
        fresh.appInstances[0].metadata = nil
        var observed = fresh
        observed.appInstances[0].metadata = Self.read
        let plan = Planner().plan(SampleStack.desired(), against: observed)
        change(&fresh.appInstances[0])
        let began = ContinuousClock.now
        Refresh(plan: plan, observed: observed, began: began).lend(to: &fresh, at: began + age)
        return fresh.appInstances[0].metadata
    }

    @Test func theyAreNotReadTwiceWhileNothingHasChanged() async throws {
        #expect(try await lent() == Self.read)
    }

    @Test func whoeverHasWaitedLooksAgain() async throws {
        #expect(try await lent(after: Refresh.validity) == nil)
    }

    @Test func anAppInstanceThatHasChangedIsLookedAtAgain() async throws {
        #expect(try await lent { $0.descr = "somebody was here" } == nil)
        #expect(try await lent { $0.adminState = .offline } == nil)
        #expect(try await lent { $0.id = "made anew under its name" } == nil)
        #expect(
            try await lent {
                $0[snapshotsOf: 0, 0] = [
                    ObservedSnapshot(timestamp: "1.0", uuid: "taken by another run")
                ]
            } == nil)
    }

    /// The run whose lease it was may have taken the snapshot, and it may be gone again.
    @Test(arguments: [true, false])
    func whoTakesALeaseOverLooksAgain(isTakeover: Bool) async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.snapshots = [DesiredSnapshot(name: "before")] }
        let source = PlanSource(desired)
        let survey = try await source.survey(array)
        await array.edit { $0.appInstances[0].metadata = Self.read }
        let leases = MemoryLeases()
        if isTakeover { leases.put(LeaseHolder(host: "elsewhere", realm: "ffffffff", pid: 2), isExpired: true) }
        let keeper = LeaseKeeper(
            leases, stack: "sample", holder: LeaseHolder(host: "here", realm: "1a2b3c4d", pid: 1),
            nonce: "0000000000000001", timing: leases.clock.timing, isGone: { _ in false })
        let outcome = try await Apply(source, to: array, executor: Executor(array), lease: keeper)
            .run(PlanRecord(survey.plan), after: survey)
        switch outcome {
        case .stale(_, let fresh): #expect(isTakeover && fresh.blocks.map(\.code) == [.snapshotGone])
        case .converged: #expect(!isTakeover)
        default: Issue.record("\(outcome)")
        }
    }
}
