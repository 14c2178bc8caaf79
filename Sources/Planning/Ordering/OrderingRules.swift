import StorageModel

/// The only place that knows which step waits for which.
///
/// 1. The steps of one lane run stage by stage; those of one snapshot one after the other.
/// 2. A step that needs a thing waits for the step that provides it (`ArrayCall.dependencies`).
///    A tenant is needed by what lives in it, initiators by groups and ACLs, groups by ACLs,
///    a name by the resource that takes it from one that is being renamed or deleted, a new volume by its limits and
///    snapshot policies. A password is set before access is given, and removed after access is removed.
/// 3. Shared objects are deleted last, because only then nothing needs them: groups after everything that is no
///    deletion of a shared object, then initiators, then tenants, nested ones first.
enum OrderingRules {
    /// For each step the ids of those that must be done before it.
    ///
    /// - Parameter live: the app instances on the array, by their uuid.
    static func dependencies(of steps: [Step], live: [String: ObservedAppInstance]) -> [String: Set<String>] {
        let lanes = Dictionary(grouping: steps, by: \.lane)
        var lastOfSnapshot: [ResourceAddress: String] = [:]
        var result = requirements(of: steps, live: live)
        for step in steps {
            for other in lanes[step.lane] ?? [] where other.stage < step.stage {
                result[step.id, default: []].insert(other.id)
            }
            guard step.lane != step.address else { continue }
            if let last = lastOfSnapshot[step.address] { result[step.id, default: []].insert(last) }
            lastOfSnapshot[step.address] = step.id
        }
        addDeletions(of: steps, to: &result)
        return result
    }

    /// For each step the ids of those that provide what it needs: rule 2 alone.
    static func requirements(of steps: [Step], live: [String: ObservedAppInstance]) -> [String: Set<String>] {
        let dependencies = steps.map { $0.action.dependencies(live) }
        var providers: [Provision: Set<String>] = [:]
        for (step, own) in zip(steps, dependencies) {
            for provision in own.provides { providers[provision, default: []].insert(step.id) }
        }
        return Dictionary(
            zip(steps, dependencies).map { step, own in
                (step.id, Set(own.needs.flatMap { providers[$0] ?? [] }).subtracting([step.id]))
            },
            uniquingKeysWith: { $0.union($1) })
    }

    /// Rank by rank; each step waits for all of the ranks before it.
    private static func addDeletions(of steps: [Step], to result: inout [String: Set<String>]) {
        let ranks = Dictionary(grouping: steps) { DeletionRank(of: $0.action) }
        guard ranks.count > 1 || ranks[.stays] == nil else { return }
        var earlier: Set<String> = []
        for rank in ranks.keys.sorted() {
            let ids = (ranks[rank] ?? []).map(\.id)
            if rank != .stays { for id in ids { result[id, default: []].formUnion(earlier) } }
            earlier.formUnion(ids)
        }
    }

    private struct DeletionRank: Hashable, Comparable {
        var number: Int

        static let stays = DeletionRank(number: 0)

        init(number: Int) { self.number = number }

        init(of action: StepAction) {
            self = .stays
            if case .call(.deleteInitiatorGroup) = action { number = 1 }
            if case .call(.deleteInitiator) = action { number = 2 }
            if case .call(.deleteTenant(let path)) = action { number = 1_000 - path.components.count }
        }

        static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    }
}

extension StepAction {
    fileprivate func dependencies(_ live: [String: ObservedAppInstance]) -> CallDependencies {
        switch self {
        case .call(let call): call.dependencies(live)
        case .writeImage(let write): write.dependencies
        }
    }
}
