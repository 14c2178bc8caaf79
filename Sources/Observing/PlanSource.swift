package import Planning
package import StorageModel

/// What is desired and for what purpose: all it takes to read an array and make a plan for it, again and again.
package struct PlanSource: Sendable {
    package var desired: DesiredState
    private let options: PlanningOptions
    private let timing: Timing
    private var planner: Planner { Planner(options) }

    package init(_ desired: DesiredState, options: PlanningOptions = PlanningOptions(), timing: Timing) {
        self.desired = desired
        self.options = options
        self.timing = timing
    }

    /// The plan that must be empty when all steps are done.
    package var proof: PlanSource {
        var options = options
        options.intent = options.intent.proof
        return PlanSource(desired, options: options, timing: timing)
    }

    /// The plan for the array as it is now.
    package func plan(on array: any StorageArray) async throws(ArrayFailure) -> Plan {
        try await survey(array).plan
    }

    /// Reads metadata and templates only where they decide.
    ///
    /// - Parameters:
    ///   - earlier: spares a second look at metadata that can still be relied on.
    ///   - isAfterInterruption: whether an earlier run of the stack has not ended properly. Nil finds out: such a run
    ///     has left its lease.
    package func survey(
        _ array: any StorageArray, after earlier: Refresh? = nil, isAfterInterruption: Bool? = nil
    ) async throws(ArrayFailure) -> Refresh {
        let began = timing.now()
        var observed = try await array.observe(tenants: desired.tenantsInUse)
        observed.isAfterInterruption =
            observed.isAfterInterruption || isAfterInterruption ?? observed.hasLease(of: desired.stack)
        earlier?.reuseMetadata(in: &observed, at: timing.now())
        let plan = planner.plan(desired, against: observed)
        let needed = Set(plan.metadataNeeded)
        guard !needed.isEmpty || !plan.templatesNeeded.isEmpty else {
            return Refresh(plan: plan, observed: observed, began: began)
        }
        try await observed.readMetadata(of: needed, from: array)
        for reference in plan.templatesNeeded.sorted(by: { ($0.tenant, $0.name) < ($1.tenant, $1.name) }) {
            let place = Self.nearest(reference.tenant, in: observed)
            observed.templates[reference] = .some(
                try await array.template(TemplateReference(tenant: place, name: reference.name)))
        }
        return Refresh(plan: planner.plan(desired, against: observed), observed: observed, began: began)
    }

    /// A tenant that is yet to be made will see what its nearest ancestor sees.
    private static func nearest(_ tenant: TenantPath, in observed: ObservedState) -> TenantPath {
        let known = Set(observed.tenants.map(\.path))
        var place = tenant
        while !known.contains(place), let parent = place.parent { place = parent }
        return place
    }
}
