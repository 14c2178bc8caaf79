import StorageModel

/// Initiators: each must be visible in the tenants that need it. Shared objects, never renamed and never deleted.
struct InitiatorDiff {
    let desired: DesiredState
    let observed: ObservedState

    func run(into draft: inout PlanDraft) {
        noteLabels(&draft)
        let needed = Dictionary(grouping: desired.initiators, by: \.tenant)
        for (tenant, initiators) in needed.sorted(by: { $0.key < $1.key }) {
            plan(initiators, in: tenant, &draft)
        }
    }

    /// An initiator that is called otherwise wherever it is known. Each tenant may have an own one of the same IQN, and
    /// a manifest names it once, so that one of them suffices.
    private func noteLabels(_ draft: inout PlanDraft) {
        var labels: [InitiatorName: [String]] = [:]
        for initiator in observed.initiators.values.joined() {
            labels[initiator.iqn, default: []].append(initiator.label)
        }
        for initiator in desired.initiators {
            guard let live = labels[initiator.iqn], !live.contains(where: { $0.hasSameBytes(as: initiator.label) })
            else { continue }
            draft.note(
                initiator.address,
                "is called \(Set(live).sorted().joined(separator: ", ")) on the array and keeps that name: it applies only at creation, "
                    + "and other stacks may use the initiator")
        }
    }

    /// A tenant either inherits all of its parent's initiators or has only its own (dsp-api.md 2.9). So the first own
    /// one brings with it every other initiator that the stack needs there.
    private func plan(_ needed: [DesiredInitiator], in tenant: TenantPath, _ draft: inout PlanDraft) {
        let visible = Self.visible(in: tenant, observed)
        let known = Set(visible.map(\.iqn))
        let missing = needed.filter { !known.contains($0.iqn) }
        guard !missing.isEmpty else {
            draft.unchangedCount += needed.count
            return
        }
        let hasOwn = tenant == .root || visible.contains { $0.owner == tenant }
        let created = hasOwn ? missing : needed
        let hidden = hasOwn ? [] : visible.map(\.iqn).sorted()
        for initiator in created {
            draft.add(
                .createInitiator(InitiatorCreation(initiator: initiator, isFirstOwn: !hasOwn, hidden: hidden)))
        }
        draft.unchangedCount += needed.count - created.count
    }

    /// What a tenant sees; one that does not exist yet will see what its nearest known ancestor sees.
    private static func visible(in tenant: TenantPath, _ observed: ObservedState) -> [ObservedInitiator] {
        var candidate: TenantPath? = tenant
        while let path = candidate {
            if let initiators = observed.initiators[path] { return initiators }
            candidate = path.parent
        }
        return []
    }
}
