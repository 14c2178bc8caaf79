package import Diagnostics
package import StorageModel

/// What separates the array from the manifest, and the steps that close the gap.
///
/// Deterministic: equal inputs give equal plans, whatever the order of the YAML or of the array's lists.
package struct Plan: Sendable, Equatable {
    package var stack: String
    /// Where its resources live unless they say otherwise.
    package var tenant: TenantPath
    /// The array the plan was made for.
    package var cluster: ObservedCluster
    /// The limits it was held to.
    package var guards: GuardsRecord
    /// Whether it is for the stack as a whole; the plan of a verb that is about some volumes says nothing of the
    /// others.
    package var coversStack: Bool
    /// In the order of addresses.
    package var changes: [PlannedChange]
    /// Every step of every change, in an order that respects the ordering rules.
    package var graph: StepGraph<Step>
    /// Why nothing may be applied; empty for a plan that may.
    package var blocks: [Block]
    /// What guards found that does not stop it.
    package var warnings: [PlanWarning]
    /// What the user should know and need not act on.
    package var notes: [PlanNote]
    /// What differs and is left so, because the manifest says that it be ignored.
    package var hidden: [HiddenDifference]
    /// What the manifest asks for and the array can never do, located in the manifest.
    package var diagnostics: [Diagnostic]
    /// How many managed resources need nothing.
    package var unchangedCount: Int
    package var scope: PlanScope
    /// Changes that a partial plan does not take up.
    package var leftOutCount: Int
    package var totals: PlanTotals
    /// The stack's own on the array by their names, as a plan calls what it has yet to make.
    var names: [AppInstanceReference: AppInstanceReference] = [:]
    /// What the manifest wants otherwise and this plan leaves as it is, because it is not the stack's to change.
    package var withheld: [PlanNote] = []
    var holdings: Holdings
    /// App instances whose metadata may bring a change to light that is none without them.
    var unread: Set<AppInstanceReference> = []

    /// Templates without which it is unknown what is to be made.
    package var templatesNeeded: Set<TemplateReference> = []

    /// Snapshots that an earlier run has asked for and of which this plan does not settle what came of it.
    package var unsettled: [ResourceAddress] = []

    /// Whether it writes images to cached volumes. No two runs may do that at once.
    package var fillsImageCache: Bool {
        changes.contains { planned in
            guard case .cachedImage = planned.address else { return false }
            return !planned.change.kind.isRemoval
        }
    }

    package var isEmpty: Bool { changes.isEmpty }

    package var risk: Risk { changes.map(\.risk).max() ?? .safe }

    /// The app instances whose metadata decides about a step and has not been read yet.
    package var metadataNeeded: [AppInstanceReference] {
        changes.compactMap(\.change.work.metadataSource)
            .filter { $0.metadata == nil && !unread.contains($0.reference) }.map(\.reference) + unread
    }
}

/// One difference with the steps that remove it.
package struct PlannedChange: Sendable, Equatable {
    package var change: Change
    package var steps: [Step]
    /// Whom it lets in as members of initiator groups.
    package var admits: Set<InitiatorName> = []

    package var address: ResourceAddress { change.address }
    package var risk: Risk { steps.map(\.risk).max() ?? .safe }
    package var hazards: [Hazard] { steps.flatMap(\.hazards) }

    /// Why its steps are taken, each reason once. Writing the marker explains itself unless it is all there is to do;
    /// what prepares a removal, an adoption or a way back is explained by what it leads to.
    package var reason: String {
        if change.work.isExplainedByLastStep { return steps.last?.reason ?? "" }
        var reasons: [String] = []
        for step in steps where !reasons.contains(step.reason) && (step.stage != .finish || steps.count == 1) {
            reasons.append(step.reason)
        }
        return reasons.joined(separator: "; ")
    }
}

extension PlannedChange {
    /// With what its steps take for granted about whose the live app instances are.
    func onPremises(_ live: [String: ObservedAppInstance]) -> PlannedChange {
        var result = self
        for index in steps.indices { result.steps[index].premise = OwnershipPremise(of: steps[index], live) }
        // Nothing is taken offline to be deleted that will then not be.
        guard let last = result.steps.last?.premise, case .all = last.deleted else { return result }
        for index in steps.indices {
            result.steps[index].premise?.deleted = last.deleted
            result.steps[index].premise?.refusesProtected = last.refusesProtected
        }
        return result
    }

    /// With initiators named as the array spells them.
    func spelled(_ spelling: InitiatorSpelling) -> PlannedChange {
        var result = self
        result.steps = steps.map(spelling.step)
        return result
    }
}

/// Something worth saying about a resource that changes nothing.
package struct PlanNote: Sendable, Equatable {
    package var address: ResourceAddress?
    package var text: String

    package init(address: ResourceAddress?, text: String) {
        self.address = address
        self.text = text
    }
}
