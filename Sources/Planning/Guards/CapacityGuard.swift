import StorageModel

/// Compares what a plan needs with what the array has. What removals free is not credited: it is free only afterwards.
///
/// Nor does a lease count: it is gone when the apply that holds it is over.
struct CapacityGuard {
    private let capacity: ArrayCapacity?
    private let guards: Guards

    init(_ observed: ObservedState, guards: Guards) {
        self.guards = guards
        capacity = observed.capacityWithoutLeases
    }

    func check(_ draft: inout PlanDraft) {
        let needed = draft.changes.reduce(0) { $0 + $1.change.work.growth }
        guard let capacity, needed > 0 else { return }
        if needed > capacity.available.count {
            draft.warnings.append(
                PlanWarning(
                    .capacity,
                    "the plan needs \(Gibibytes(needed)), replicas included; the array has "
                        + "\(capacity.available) available",
                    hint: "free capacity first; `guards: {max_provisioned_pct: 100}` turns this into an error"))
        }
        guard let limit = guards.maxProvisionedPercent, capacity.total.count > 0 else { return }
        let after = capacity.provisioned.count + needed
        guard after * 100 > limit.value * capacity.total.count else { return }
        let percent = (after * 100 + capacity.total.count - 1) / capacity.total.count
        draft.blocks.append(
            Block(
                .capacity, nil,
                "\(Gibibytes(after)) of \(capacity.total) would be provisioned, but the limit is \(limit.value) %",
                hint: "free capacity, or set `guards: {max_provisioned_pct: \(percent)}`", location: limit.location))
    }
}

extension ObservedState {
    /// What there is when no run holds a lease.
    var capacityWithoutLeases: ArrayCapacity? {
        capacity.map { capacity in
            let leases = appInstances.filter { $0.ownership == .lease }
                .reduce(0) { $0 + $1.storageInstances.provisioned }
            return ArrayCapacity(
                total: capacity.total, available: Gibibytes(capacity.available.count + leases),
                provisioned: Gibibytes(max(0, capacity.provisioned.count - leases)))
        }
    }
}
