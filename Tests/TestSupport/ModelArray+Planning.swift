internal import Observing
package import Planning
package import StorageModel

extension ModelArray {
    package func plan(
        _ desired: DesiredState, _ options: PlanningOptions = PlanningOptions()
    ) async throws(ArrayFailure) -> Plan {
        try await PlanSource(desired, options: options).plan(on: self)
    }

    /// Does what the step does, without the executor.
    @discardableResult
    package func perform(_ step: Step) async throws(ArrayFailure) -> ObservedAppInstance? {
        switch step.action {
        case .call(let call): return try await perform(call, secrets: [:])
        // The model has no bytes.
        case .writeImage: return nil
        }
    }

    /// Plans and makes every step in the plan's order, without the executor.
    @discardableResult
    package func converge(
        _ desired: DesiredState, _ options: PlanningOptions = PlanningOptions()
    ) async throws(ArrayFailure) -> Plan {
        let plan = try await plan(desired, options)
        for step in plan.graph.steps { try await perform(step) }
        return plan
    }
}
