package import Planning
package import StorageModel

/// One apply from a reviewed plan to the proof that nothing is left to do.
///
/// lease → observe again (is the plan still true?) → execute → observe, and the second plan must be empty → lease back.
package struct Apply: Sendable {
    /// Why an apply ended.
    package enum Outcome: Sendable {
        /// Everything done, and the second plan is empty.
        case converged(ApplySummary)
        /// Everything done, but a second look still finds differences.
        case notConverged(ApplySummary, remaining: Plan)
        /// Everything done, but the array could not be read a last time to prove it.
        case unverified(ApplySummary, ArrayFailure)
        /// Something failed, was skipped or interrupted.
        case incomplete(ApplySummary)
        /// The array has changed since the plan was made; nothing was done. The fresh plan says what would be done now.
        case stale([StaleObject], Plan)
        /// Another run is at work on this stack; nothing was done.
        case leaseHeld(LeaseReading)
        /// The lease was lost on the way; nothing was written after that. The summary is nil when no step had begun.
        case leaseLost(ApplySummary?)
    }

    private let array: any StorageArray
    private let executor: Executor
    private let lease: LeaseKeeper?
    private let source: PlanSource

    /// - Parameter lease: nil where nobody else can be at work, as in tests.
    package init(_ source: PlanSource, to array: any StorageArray, executor: Executor, lease: LeaseKeeper? = nil) {
        self.source = source
        self.array = array
        self.executor = executor
        self.lease = lease
    }

    /// The plan for the array as it is now.
    package func currentPlan() async throws(ArrayFailure) -> Plan {
        try await source.plan(on: array)
    }

    /// - Parameter survey: what was seen before the lease was asked for.
    /// - Throws: when the array cannot be read or gives no lease; a step's failure is part of the outcome.
    package func run(_ reviewed: PlanRecord, after survey: Survey? = nil) async throws(ArrayFailure) -> Outcome {
        guard let lease else { return try await carryOut(reviewed, after: survey, afterTakeover: false) }
        let held = try await lease.hold { tookOver -> Result<Outcome, ArrayFailure> in
            do throws(ArrayFailure) {
                return .success(try await carryOut(reviewed, after: tookOver ? nil : survey, afterTakeover: tookOver))
            } catch {
                return .failure(error)
            }
        }
        switch held {
        case .held(let reading): return .leaseHeld(reading)
        case .completed(let result): return try result.get()
        case .lost(.success(.incomplete(let summary))): return .leaseLost(summary)
        case .lost(.success(let outcome)): return outcome
        case .lost(.failure): return .leaseLost(nil)
        }
    }

    private func carryOut(
        _ reviewed: PlanRecord, after survey: Survey?, afterTakeover: Bool
    ) async throws(ArrayFailure) -> Outcome {
        let fresh = try await source.survey(array, after: survey).plan
        let findings = StalenessCheck(reviewed).findings(in: fresh)
        guard findings.isEmpty, fresh.blocks.isEmpty else { return .stale(findings, fresh) }
        let summary = await executor.run(fresh.graph, afterTakeover: afterTakeover)
        guard summary.isComplete else { return .incomplete(summary) }
        do throws(ArrayFailure) {
            let remaining = try await source.proof.plan(on: array)
            return remaining.isEmpty ? .converged(summary) : .notConverged(summary, remaining: remaining)
        } catch {
            return .unverified(summary, error)
        }
    }
}
