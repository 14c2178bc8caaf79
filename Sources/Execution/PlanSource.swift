package import Planning
package import StorageModel

/// What is wanted and for what purpose: all it takes to read an array and make a plan for it, again and again.
package struct PlanSource: Sendable {
    package var desired: DesiredState
    private let options: PlanningOptions
    private var planner: Planner { Planner(options) }

    package init(_ desired: DesiredState, options: PlanningOptions = PlanningOptions()) {
        self.desired = desired
        self.options = options
    }

    /// The plan that must be empty when all steps are done.
    var proof: PlanSource {
        var options = options
        options.intent = options.intent.proof
        return PlanSource(desired, options: options)
    }

    /// The plan for the array as it is now.
    package func plan(on array: any StorageArray) async throws(ArrayFailure) -> Plan {
        try await survey(array).plan
    }

    /// The plan, together with the observation that it was made from. Reads key-values only of those app instances for
    /// which they decide.
    package func survey(_ array: any StorageArray) async throws(ArrayFailure) -> (plan: Plan, observed: ObservedState) {
        var observed = try await array.observe(tenants: desired.tenantsInUse)
        let plan = planner.plan(desired, against: observed)
        let needed = Set(plan.metadataNeeded)
        guard !needed.isEmpty else { return (plan, observed) }
        let store = observed.cluster.product.metadataStore
        for index in observed.appInstances.indices where needed.contains(observed.appInstances[index].reference) {
            observed.appInstances[index].metadata = try await array.metadata(
                of: observed.appInstances[index].reference, in: store)
        }
        return (planner.plan(desired, against: observed), observed)
    }
}
