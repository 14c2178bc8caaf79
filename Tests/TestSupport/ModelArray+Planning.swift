package import Planning
package import StorageModel

extension ModelArray {
    package func plan(_ desired: DesiredState) async throws(ArrayFailure) -> Plan {
        Planner().plan(desired, against: try await observe(tenants: desired.tenantsInUse))
    }

    /// Plans and makes every step in the plan's order, without the executor.
    @discardableResult
    package func converge(_ desired: DesiredState) async throws(ArrayFailure) -> Plan {
        let plan = try await plan(desired)
        for step in plan.graph.steps { try await perform(step.call, secrets: [:]) }
        return plan
    }
}
