package import Planning
package import StorageModel

/// One apply from a reviewed plan to the proof that nothing is left to do.
///
/// observe again (is the plan still true?) → execute → observe, and the second plan must be empty.
package struct Apply: Sendable {
    /// Why an apply ended.
    package enum Outcome: Sendable {
        /// Everything done, and the second plan is empty.
        case converged(ApplySummary)
        /// Everything done, but a second look still finds differences.
        case notConverged(ApplySummary, remaining: Plan)
        /// Something failed, was skipped or interrupted.
        case incomplete(ApplySummary)
        /// The array has changed since the plan was made; nothing was done. The fresh plan says what would be done now.
        case stale(Plan)
    }

    private let array: any StorageArray
    private let executor: Executor
    private let source: PlanSource

    package init(_ source: PlanSource, to array: any StorageArray, executor: Executor) {
        self.source = source
        self.array = array
        self.executor = executor
    }

    /// The plan for the array as it is now.
    package func currentPlan() async throws(ArrayFailure) -> Plan {
        try await source.plan(on: array)
    }

    /// - Throws: when the array cannot be read; a step's failure is part of the outcome.
    package func run(_ plan: Plan) async throws(ArrayFailure) -> Outcome {
        let fresh = try await currentPlan()
        guard fresh.graph == plan.graph, fresh.blocks.isEmpty else { return .stale(fresh) }
        let summary = await executor.run(plan.graph)
        guard summary.isComplete else { return .incomplete(summary) }
        let remaining = try await currentPlan()
        return remaining.isEmpty ? .converged(summary) : .notConverged(summary, remaining: remaining)
    }
}
