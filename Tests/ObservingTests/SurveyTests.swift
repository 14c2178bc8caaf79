import Planning
import StorageModel
import TestSupport
import Testing

@testable import Observing

/// When what was read of key-values before the lease may stand in for what would be read under it.
@Suite struct SurveyTests {
    private static let read = ["da.snap.before": "taken"]

    /// What a fresh observation is given by a survey in which the metadata of its one app instance were read.
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
        Refresh(plan: plan, observed: observed, began: began).reuseMetadata(in: &fresh, at: began + age)
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
}
