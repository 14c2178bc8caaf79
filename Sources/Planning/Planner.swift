import Diagnostics
package import StorageModel

/// desired × observed → `Plan`. Pure and synchronous; linear in the number of resources.
///
/// ```
/// desired ─▶ ignores ─┐
///                     ├─▶ matching ─▶ differences per resource ─▶ steps ─▶ scope ─▶ guards ─▶ ordering rules ─▶ Plan
/// observed ───────────┘      └─ blocks (whose is it?)
/// ```
package struct Planner: Sendable {
    private let options: PlanningOptions

    package init(_ options: PlanningOptions = PlanningOptions()) { self.options = options }

    package func plan(_ desired: DesiredState, against observed: ObservedState) -> Plan {
        var draft = PlanDraft()
        draft.holdings = Holdings(observed)
        draft.blocks += [ClusterGuard(options: options).block(desired, observed.cluster)].compactMap { $0 }
        var managedCount = 0
        switch options.intent {
        case .converge:
            managedCount = ConvergenceDiff(
                desired: applyingIgnores(to: desired, &draft), observed: observed,
                allowsRecreation: options.allowsRecreation
            ).run(into: &draft)
        case .remove(let removals):
            RemovalDiff(desired: desired, observed: observed).run(removals, into: &draft)
        case .adopt(let requests, let stack):
            // What is ignored is not managed, from the first marker on.
            AdoptionDiff(
                desired: applyingIgnores(to: desired, &draft), observed: observed, requests: requests,
                fromStack: stack
            ).run(into: &draft)
        case .restore(let selectors):
            TrashDiff(stack: desired.stack, observed: observed).restore(selectors, into: &draft)
        case .purge(let selectors):
            TrashDiff(stack: desired.stack, observed: observed).purge(selectors, into: &draft)
        case .restoreSnapshot(let request):
            SnapshotRestoreDiff(desired: desired, observed: observed).run(request, into: &draft)
        case .closeSnapshotRestore(let request):
            SnapshotRestoreDiff(desired: desired, observed: observed).check(request, into: &draft)
        case .pruneImages(let request): ImagePruneDiff(observed: observed).run(request, into: &draft)
        case .importImage(let request):
            ImageImportDiff(desired: desired, observed: observed).run(request, into: &draft)
        case .closeImageImport(let request):
            ImageImportDiff(desired: desired, observed: observed).check(request, into: &draft)
        }
        SnapshotSettlementDiff(desired, observed, draft).run(isWhole: options.intent == .converge, into: &draft)
        let live = Dictionary(
            observed.appInstances.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        ScopeRestriction(scope: options.scope, live: live, desired: desired).apply(to: &draft)
        RemovalGuard.keepSources(of: &draft)
        StorageOffline.check(&draft)
        ChangeLimits(desired: desired, options: options, managedCount: managedCount).check(&draft)
        CapacityGuard(observed, guards: desired.guards).check(&draft)
        return finish(draft, desired, observed, live)
    }

    private func applyingIgnores(to desired: DesiredState, _ draft: inout PlanDraft) -> DesiredState {
        let policy = IgnorePolicy(rules: desired.ignores, today: options.today)
        var effective = desired
        effective.appInstances = policy.apply(to: desired.appInstances)
        effective.ignores = policy.active
        draft.warnings += policy.warnings
        return effective
    }

    private func finish(
        _ draft: PlanDraft, _ desired: DesiredState, _ observed: ObservedState, _ live: [String: ObservedAppInstance]
    ) -> Plan {
        var draft = draft
        let spelling = InitiatorSpelling(observed)
        let groups = GroupMembership(desired: desired, observed: observed)
        let changes = draft.changes.map { $0.onPremises(live).spelled(spelling).admitting(groups, live) }
            .sorted { $0.address < $1.address }
        let steps = changes.flatMap(\.steps)
        var graph = StepGraph<Step>.empty
        do {
            graph = try StepGraph(steps, dependencies: OrderingRules.dependencies(of: steps, live: live))
        } catch {
            draft.blocks.append(Block(error))
        }
        draft.warnings += LeftOffline(changes, desired, observed, isBlocked: !draft.blocks.isEmpty).warnings
        return Plan(
            stack: desired.stack, tenant: desired.tenant, cluster: observed.cluster,
            guards: GuardsRecord(desired.guards, options), coversStack: options.intent == .converge,
            changes: changes, graph: graph,
            blocks: draft.blocks.sorted {
                ($0.address?.description ?? "", $0.message) < ($1.address?.description ?? "", $1.message)
            },
            warnings: draft.warnings.sorted { ($0.code.rawValue, $0.message) < ($1.code.rawValue, $1.message) },
            notes: draft.notes.sorted {
                ($0.address?.description ?? "", $0.text) < ($1.address?.description ?? "", $1.text)
            },
            hidden: draft.hidden, diagnostics: draft.diagnostics.map(\.diagnostic).inReadingOrder,
            unchangedCount: draft.unchangedCount,
            scope: options.scope,
            leftOutCount: draft.leftOutCount, totals: PlanTotals(of: changes, desired, observed),
            names: Self.names(in: live, of: desired.stack), withheld: draft.withheld,
            holdings: draft.holdings, unread: draft.unread,
            templatesNeeded: draft.unreadTemplates,
            unsettled: SnapshotSettlementDiff(desired, observed, draft).unsettled)
    }

    private static func names(
        in live: [String: ObservedAppInstance], of stack: String
    ) -> [AppInstanceReference: AppInstanceReference] {
        var names: [AppInstanceReference: AppInstanceReference] = [:]
        for app in live.values where app.marker?.stack == stack || app.marker?.stack == ImageCache.owner {
            names[app.reference] = AppInstanceReference(tenant: app.tenant, name: app.name)
        }
        return names
    }
}

extension Block {
    fileprivate init(_ error: StepGraphError<Step>) {
        switch error {
        case .cycle(let path):
            self.init(
                .renameCycle, nil, "these steps wait for each other: " + path.joined(separator: " → "),
                hint: "give one of the volumes an unused name, apply, then give it the final one")
        case .sameID(let step):
            self.init(
                .ambiguous, step.address,
                "two changes of this plan have this address, and both have the step \(step.id)",
                hint: "apply one of them in a separate plan", location: step.origin)
        }
    }
}
