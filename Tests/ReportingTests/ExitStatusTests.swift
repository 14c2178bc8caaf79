import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

@testable import Execution

/// Which exit status a run ends with: of several, of a failure, of the outcome of an apply. Scripts rely on it.
@Suite struct ExitStatusTests {
    /// Swift Testing has one, too.
    typealias Status = Reporting.ExitStatus

    /// Strongest first; the numbers are the contract.
    private static let order: [Int32] = [64, 65, 77, 6, 5, 4, 7, 130, 143, 3, 1, 2, 0]

    private static let call = FailedCall("PUT test:")
    private static let done = ApplySummary<Planning.Step>()

    @Test func ofSeveralTheFirstInTheOrderWins() {
        let ranked = Self.order.compactMap(Status.init(rawValue:))
        #expect(Set(ranked) == Set(Status.allCases) && ranked.count == Self.order.count)
        for (index, status) in ranked.enumerated() {
            for other in ranked[index...] {
                #expect(Status.first(of: [other, status]) == status)
                #expect(Status.first(of: [status, other]) == status)
            }
        }
        #expect(Status.first(of: []) == .success)
    }

    @Test(arguments: [
        (ArrayFailure.authenticationRefused(call, message: "m"), Status.authenticationFailed),
        (.permissionDenied(call, message: "m"), .authenticationFailed), (.leaseLost(call), .leaseHeld),
        (.ownerChanged("m"), .stale), (.unexpected(call, message: "m"), .partlyApplied),
        (.unreachable(call, reason: "r"), .failure), (.misconfigured(call, reason: "r", remedy: "m"), .failure),
        (.answerLost(call, reason: "r"), .failure), (.unavailable(call, reason: "r"), .failure),
        (.notFound(call, message: "m"), .failure), (.conflict(call, message: "m"), .failure),
        (.refused(call, message: "m"), .failure), (.serverError(call, message: "m"), .failure),
        (.unintelligible(call, reason: "r"), .failure), (.noCommonVersion(offered: []), .failure),
    ])
    func aFailureHasOne(failure: ArrayFailure, status: Status) { #expect(failure.exitStatus == status) }

    @Test func anOutcomeHasOne() async throws {
        let plan = try await ModelArray(ObservedState(cluster: SampleStack.cluster)).plan(SampleStack.desired())
        let reading = LeaseReading(
            object: AppInstanceReference(tenant: .root, id: "x"), record: nil, now: UTCSecond(secondsSince1970: 0))
        let away = ArrayFailure.unreachable(Self.call, reason: "r")
        let outcomes: [(Apply.Outcome, Status)] = [
            (.converged(Self.done), .success), (.notConverged(Self.done, remaining: plan), .partlyApplied),
            (.unverified(Self.done, away), .partlyApplied),
            (.unverified(Self.done, .authenticationRefused(Self.call, message: "m")), .authenticationFailed),
            (.stale([], plan), .stale), (.leaseHeld(reading, of: "sample"), .leaseHeld), (.leaseLost(nil), .leaseHeld),
            (.incomplete(Self.done), .failure),
        ]
        for (outcome, status) in outcomes { #expect(outcome.exitStatus == status, "\(outcome)") }
    }

    @Test func anIncompleteRunIsPartlyAppliedAsSoonAsAStepIsDone() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        let steps = try await array.plan(SampleStack.desired()).graph.steps
        var summary = ApplySummary<Planning.Step>()
        summary.wasInterrupted = true
        #expect(Apply.Outcome.incomplete(summary).exitStatus == .failure)
        summary.done = Array(steps.prefix(1))
        #expect(Apply.Outcome.incomplete(summary).exitStatus == .partlyApplied)
        // What is stale as long as nothing is done, and no longer when something is.
        summary.failed = [ApplySummary.Failure(step: steps[1], failure: .array(.ownerChanged("m")))]
        #expect(Apply.Outcome.incomplete(summary).exitStatus == .partlyApplied)
        summary.done = []
        #expect(Apply.Outcome.incomplete(summary).exitStatus == .stale)
        summary.failed = [
            ApplySummary.Failure(step: steps[1], failure: .array(.permissionDenied(Self.call, message: "m")))
        ]
        #expect(Apply.Outcome.incomplete(summary).exitStatus == .authenticationFailed)
    }

    @Test(arguments: [
        (Approval.Refusal.destructive, Status.blocked), (.disruptive, .blocked),
        (.noTerminal(takesApproval: true), .declined), (.declined, .declined), (.halfAnswer, .declined),
        (.unanswered, .failure),
    ])
    func aPlanThatIsNotAgreedToHasOne(refusal: Approval.Refusal, status: Status) {
        #expect(refusal.exitStatus == status)
    }

    @Test func helpNamesEveryOne() {
        for status in Status.allCases { #expect(Status.helpText.contains("\(status.rawValue)")) }
    }
}
