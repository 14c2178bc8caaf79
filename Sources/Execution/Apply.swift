package import Observing
package import Planning
package import StorageModel

/// One apply from a reviewed plan to the proof that nothing is left to do.
///
/// lease → observe again (is the plan still true?) → execute → observe, and the second plan must be empty → lease back.
package struct Apply: Sendable {
    /// Why an apply ended.
    package enum Outcome: Sendable {
        /// Everything done, and the second plan is empty.
        case converged(ApplySummary<Step>)
        /// Everything done, but a second look still finds differences.
        case notConverged(ApplySummary<Step>, remaining: Plan)
        /// Everything done, but the array could not be read a last time to prove it.
        case unverified(ApplySummary<Step>, ArrayFailure)
        /// Something failed, was skipped or interrupted.
        case incomplete(ApplySummary<Step>)
        /// The array has changed since the plan was made; nothing was done. The fresh plan says what would be done now.
        case stale([StaleObject], Plan)
        /// Another run of this stack is in progress, or of the one that volumes are taken from; nothing was done.
        case leaseHeld(LeaseReading, of: String)
        /// The lease was lost on the way; nothing was written after that. The summary is nil when no step had begun.
        case leaseLost(ApplySummary<Step>?)
    }

    private let array: any StorageArray
    private let executor: Executor
    private let leases: [LeaseKeeper]
    private let source: PlanSource

    /// - Parameters:
    ///   - lease: the stack's; nil where no other run is possible, as in tests.
    ///   - others: those of others with whom this run must not meet.
    package init(
        _ source: PlanSource, to array: any StorageArray, executor: Executor, lease: LeaseKeeper? = nil,
        others: [LeaseKeeper] = []
    ) {
        self.source = source
        self.array = array
        self.executor = executor
        // In one order, so that two runs never wait for each other.
        leases = ([lease].compactMap(\.self) + others).sorted { $0.stack < $1.stack }
    }

    /// The plan for the array as it is now.
    package func currentPlan() async throws(ArrayFailure) -> Plan {
        try await source.plan(on: array)
    }

    /// - Parameter survey: what was seen before the lease was asked for.
    /// - Throws: when the array cannot be read or gives no lease; a step's failure is part of the outcome.
    package func run(_ reviewed: PlanRecord, after survey: Refresh? = nil) async throws(ArrayFailure) -> Outcome {
        try await hold(leases[...], Circumstances()) { circumstances in
            do throws(ArrayFailure) {
                return .success(try await carryOut(reviewed, after: survey, circumstances))
            } catch {
                return .failure(error)
            }
        }.outcome
    }

    /// What is known when the work begins.
    private struct Circumstances: Sendable {
        /// A lease was taken over: calls of the run that had it may still be on their way.
        var isAfterTakeover = false
        /// The stack's own lease was: an earlier run of it has not ended properly. A lease that was only seen may have
        /// been that of a run that has ended well since.
        var isAfterInterruption = false
    }

    /// How the work has ended.
    private struct Ending: Sendable {
        var outcome: Outcome
        /// Something on the array waits for a run that completes it.
        var leavesIntents = false
    }

    /// Gets one lease after the other, works, and gives them back.
    private func hold(
        _ leases: ArraySlice<LeaseKeeper>, _ circumstances: Circumstances,
        _ work: @escaping @Sendable (Circumstances) async -> Result<Ending, ArrayFailure>
    ) async throws(ArrayFailure) -> Ending {
        guard let lease = leases.first else { return try await work(circumstances).get() }
        let isOwn = lease.stack == source.desired.stack
        let isLeft = { @Sendable (result: Result<Ending, ArrayFailure>, tookOver: Bool) in
            // What a stopped run of another stack has left has not been read.
            guard isOwn else { return tookOver && ![LeaseRecord.adoption, ImageCache.owner].contains(lease.stack) }
            switch result {
            case .success(let ending): return ending.leavesIntents
            case .failure: return tookOver
            }
        }
        let held = try await lease.hold(leavingIf: isLeft) { tookOver in
            var inner = circumstances
            inner.isAfterTakeover = tookOver || circumstances.isAfterTakeover
            inner.isAfterInterruption = isOwn && tookOver || circumstances.isAfterInterruption
            do throws(ArrayFailure) {
                return .success(try await hold(leases.dropFirst(), inner, work))
            } catch {
                return .failure(error)
            }
        }
        switch held {
        case .held(let reading):
            return Ending(
                outcome: .leaseHeld(reading, of: lease.stack), leavesIntents: circumstances.isAfterInterruption)
        case .completed(let result): return try result.get()
        case .lost(.success(let ending)):
            guard case .incomplete(let summary) = ending.outcome else { return ending }
            return Ending(outcome: .leaseLost(summary), leavesIntents: ending.leavesIntents)
        case .lost(.failure):
            return Ending(outcome: .leaseLost(nil), leavesIntents: circumstances.isAfterInterruption)
        }
    }

    private func carryOut(
        _ reviewed: PlanRecord, after survey: Refresh?, _ circumstances: Circumstances
    ) async throws(ArrayFailure) -> Ending {
        let fresh = try await source.survey(
            array, after: circumstances.isAfterTakeover ? nil : survey,
            isAfterInterruption: circumstances.isAfterInterruption
        ).plan
        let findings = StalenessCheck(reviewed).staleObjects(in: fresh)
        guard findings.isEmpty, fresh.blocks.isEmpty else {
            return Ending(outcome: .stale(findings, fresh), leavesIntents: circumstances.isAfterInterruption)
        }
        let summary = await executor.run(fresh.graph, afterTakeover: circumstances.isAfterTakeover)
        let leavesIntents = fresh.leavesIntents(after: summary)
        guard summary.isComplete else { return Ending(outcome: .incomplete(summary), leavesIntents: leavesIntents) }
        return Ending(outcome: await proof(of: fresh, summary, circumstances), leavesIntents: leavesIntents)
    }

    /// The look at the end: nothing may be left to do, and every marker must be the one that was written.
    private func proof(of plan: Plan, _ summary: ApplySummary<Step>, _ circumstances: Circumstances) async -> Outcome {
        do throws(ArrayFailure) {
            let survey = try await source.proof.survey(
                array, isAfterInterruption: circumstances.isAfterInterruption)
            var remaining = survey.plan
            let overwritten = plan.overwritten(in: survey.observed)
            remaining.blocks =
                overwritten
                + remaining.blocks.filter { block in
                    !overwritten.contains { $0.address == block.address }
                }
            let isDone = remaining.isEmpty && overwritten.isEmpty
            return isDone ? .converged(summary) : .notConverged(summary, remaining: remaining)
        } catch {
            return .unverified(summary, error)
        }
    }
}

extension Plan {
    /// Whether a note on the array still waits for a run that confirms it or takes it back.
    fileprivate func leavesIntents(after summary: ApplySummary<Step>) -> Bool {
        let done = Set(summary.done.map(\.id))
        let begun = done.union(summary.failed.map(\.step.id))
        return !unsettled.isEmpty
            || changes.contains { planned in
                guard let note = planned.change.work.openNote, !planned.steps.allSatisfy({ done.contains($0.id) })
                else {
                    return false
                }
                switch note {
                case .left: return true
                case .written: return planned.steps.contains { begun.contains($0.id) }
                }
            }
    }
}
