import Execution
import Observing
import Planning
import StorageModel
import TestSupport
import Testing

/// What was read before the lease, when the lease is another run's that is taken over.
@Suite struct TakeoverTests {
    private static let read = ["da.snap.before": "taken"]

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
