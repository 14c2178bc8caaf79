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

    /// The plan, together with the observation that it was made from. Reads key-values and templates only where they
    /// decide.
    package func survey(_ array: any StorageArray) async throws(ArrayFailure) -> (plan: Plan, observed: ObservedState) {
        var observed = try await array.observe(tenants: desired.tenantsInUse)
        let plan = planner.plan(desired, against: observed)
        let needed = Set(plan.metadataNeeded)
        guard !needed.isEmpty || !plan.templatesNeeded.isEmpty else { return (plan, observed) }
        try await readMetadata(of: needed, from: array, into: &observed)
        for reference in plan.templatesNeeded.sorted(by: { ($0.tenant, $0.name) < ($1.tenant, $1.name) }) {
            let place = Self.nearest(reference.tenant, in: observed)
            observed.templates[reference] = .some(
                try await array.template(TemplateReference(tenant: place, name: reference.name)))
        }
        return (planner.plan(desired, against: observed), observed)
    }

    /// A tenant that is yet to be made will see what its nearest ancestor sees.
    private static func nearest(_ tenant: TenantPath, in observed: ObservedState) -> TenantPath {
        let known = Set(observed.tenants.map(\.path))
        var place = tenant
        while !known.contains(place), let parent = place.parent { place = parent }
        return place
    }

    /// All of a tenant in one request where there is such a request and several are wanted, else one by one.
    private func readMetadata(
        of needed: Set<AppInstanceReference>, from array: any StorageArray, into observed: inout ObservedState
    ) async throws(ArrayFailure) {
        let store = observed.cluster.product.metadataStore
        let counts = Dictionary(grouping: needed, by: \.tenant).mapValues(\.count)
        var byTenant: [TenantPath: [String: [String: String]]] = [:]
        for (tenant, count) in counts where store == .ecosystem && count > 1 {
            byTenant[tenant] = try await array.allMetadata(in: tenant)
        }
        for index in observed.appInstances.indices where needed.contains(observed.appInstances[index].reference) {
            let app = observed.appInstances[index]
            if let all = byTenant[app.tenant] {
                observed.appInstances[index].metadata = all[app.name] ?? [:]
            } else {
                observed.appInstances[index].metadata = try await array.metadata(of: app.reference, in: store)
            }
        }
    }
}
