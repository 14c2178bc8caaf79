import Execution
import Locking
import Observing
import Planning
import StorageModel
import TestSupport
import Testing

/// A whole apply against a modelled array.
@Suite struct ApplyTests {
    private func run(_ desired: DesiredState, on array: ModelArray) async throws -> Apply.Outcome {
        let apply = Apply(PlanSource(desired), to: array, executor: Executor(array, parallelism: 4))
        return try await apply.run(PlanRecord(try await apply.currentPlan()))
    }

    /// Lets one mishap befall the first call that is such.
    private func once(
        _ mishap: ModelArray.Mishap, _ isSuch: @escaping @Sendable (ArrayCall) -> Bool
    ) -> @Sendable (ArrayCall) -> ModelArray.Mishap? {
        let count = Count()
        return { call in isSuch(call) && count.next() == 1 ? mishap : nil }
    }

    @Test(.thorough, arguments: QuickTests.seeds(20)) func randomStacksConverge(seed: UInt64) async throws {
        var stacks = RandomStack(seed: seed)
        let array = ModelArray(ObservedState(cluster: RandomStack.cluster))
        for _ in 1...3 {
            let outcome = try await run(stacks.next(), on: array)
            guard case .converged = outcome else {
                Issue.record("\(outcome)")
                return
            }
        }
    }

    @Test(arguments: [ModelArray.Mishap.loseAnswerAfter, .loseAnswerBefore])
    func aLostAnswerNeitherDuplicatesNorLosesAnything(_ mishap: ModelArray.Mishap) async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        await array.fail(once(mishap) { if case .createAppInstance = $0 { true } else { false } })
        guard case .converged = try await run(SampleStack.desired(), on: array) else {
            Issue.record("not converged")
            return
        }
        #expect(await array.state.appInstances.count == 1)
        // Looked for before anyone asks for it again: some arrays make two of one name.
        let posts = await array.calls.count { if case .createAppInstance = $0 { true } else { false } }
        #expect(posts == (mishap == .loseAnswerAfter ? 1 : 2))
    }

    /// What a killed run had sent may arrive after everybody has looked, and before this run sends the same.
    @Test func afterATakeoverWhatIsThereIsNotMadeAgain() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        let graph = try await array.plan(SampleStack.desired()).graph
        let late = try await SampleStack.applied().state
        await array.edit { $0 = late }
        let summary = await Executor(array).run(graph, afterTakeover: true)
        #expect(summary.isComplete)
        #expect(await !array.calls.contains { if case .createAppInstance = $0 { true } else { false } })
    }

    /// An array that says yes and does nothing is found out by the last look.
    @Test func anApplyWhoseSecondPlanIsNotEmptyHasNotConverged() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(200) } }
        await array.fail(once(.pretend) { if case .setVolume(_, to: .size) = $0 { true } else { false } })
        guard case .notConverged(_, let remaining) = try await run(desired, on: array) else {
            Issue.record("should not have converged")
            return
        }
        #expect(
            remaining.graph.steps.contains {
                if case .call(.setVolume(_, to: .size)) = $0.action { true } else { false }
            })
    }

    @Test func aRefusedStepLeavesTheRestDoneAndARerunGoesOn() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(200) } }
        let refusal = ArrayFailure.refused(FailedCall("PUT model:"), message: "not now")
        await array.fail(once(.refuse(refusal)) { if case .setVolume(_, to: .size) = $0 { true } else { false } })
        guard case .incomplete(let summary) = try await run(desired, on: array) else {
            Issue.record("should not be complete")
            return
        }
        #expect(summary.failed.map(\.failure) == [.array(refusal)])
        #expect(summary.skipped.map(\.id) == ["volume/ledger:record"])
        #expect(summary.done.map(\.id) == ["volume/journal:create"])
        guard case .converged = try await run(desired, on: array) else {
            Issue.record("the rerun should converge")
            return
        }
    }

    @Test func aFailureInsideAWindowPutsTheVolumeBackOnline() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
        let refusal = ArrayFailure.refused(FailedCall("PUT model:"), message: "not now")
        await array.fail(
            once(.refuse(refusal)) { if case .setVolume(_, to: .replicaCount) = $0 { true } else { false } })
        guard case .incomplete = try await run(desired, on: array) else {
            Issue.record("should not be complete")
            return
        }
        let app = await array.state.appInstances[0]
        #expect(app.adminState == .online && app.marker?.flags.hasOpenWindow == false)
    }

    /// Taken offline, or not: nobody can tell. Back online it goes.
    @Test(arguments: [ModelArray.Mishap.loseAnswerAfter, .loseAnswerBefore])
    func aWindowThatPerhapsOpenedIsClosedAlsoWhenNobodyCanLook(_ mishap: ModelArray.Mishap) async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
        await array.refuseToSayWhatIsDone()
        await array.fail(once(mishap) { if case .updateAppInstance = $0 { true } else { false } })
        guard case .incomplete(let summary) = try await run(desired, on: array) else {
            Issue.record("should not be complete")
            return
        }
        guard case .array(.answerLost) = summary.failed.first?.failure else {
            Issue.record("\(summary.failed)")
            return
        }
        let app = await array.state.appInstances[0]
        #expect(app.adminState == .online && app.marker?.flags.hasOpenWindow == false)
    }

    @Test func anArrayThatChangedSinceThePlanIsLeftAlone() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(200) } }
        let apply = Apply(PlanSource(desired), to: array, executor: Executor(array))
        let plan = try await apply.currentPlan()
        await array.edit { $0.appInstances[0].storageInstances[0].volumes[0].performance?[.totalIOPS] = .at(1) }
        let callsBefore = await array.calls.count
        guard case .stale(let findings, _) = try await apply.run(PlanRecord(plan)) else {
            Issue.record("should be stale")
            return
        }
        #expect(findings.map(\.address) == ["volume/ledger"])
        #expect(findings[0].rows == [.init("qos.total_iops_max", then: .iops(.at(5000)), now: .iops(.at(1)))])
        #expect(await array.calls.count == callsBefore)
    }

    @Test func cancellationEndsTheRunAndSaysSo() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        let graph = try await array.plan(SampleStack.desired()).graph
        let task = Task { await Executor(array, parallelism: 1).run(graph) }
        task.cancel()
        let summary = await task.value
        #expect(summary.wasInterrupted || summary.isComplete)
        #expect(await array.calls.count == summary.done.count)
    }
}

/// Counts calls of a closure.
private final class Count: Sendable {
    private let value = Locked(0)

    func next() -> Int {
        value.withLock {
            $0 += 1
            return $0
        }
    }
}
