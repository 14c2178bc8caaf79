import Diagnostics
package import StorageModel

/// desired × observed → `Plan`. Pure and synchronous; linear in the number of resources.
///
/// ```
/// desired ─┐
///          ├─▶ matching ─▶ differences per resource ─▶ steps ─▶ ordering rules ─▶ Plan
/// observed ┘      └─ blocks (whose is it?)
/// ```
package struct Planner: Sendable {
    package init() {}

    package func plan(_ desired: DesiredState, against observed: ObservedState) -> Plan {
        var draft = PlanDraft()
        checkCluster(desired, observed, &draft)
        TenantDiff(desired: desired, observed: observed).run(into: &draft)
        InitiatorDiff(desired: desired, observed: observed).run(into: &draft)
        InitiatorGroupDiff(desired: desired, observed: observed).run(into: &draft)
        planAppInstances(desired, observed, &draft)
        return finish(draft, desired, observed)
    }

    private func checkCluster(_ desired: DesiredState, _ observed: ObservedState, _ draft: inout PlanDraft) {
        guard let cluster = desired.cluster, cluster.value != observed.cluster.uuid else { return }
        draft.blocks.append(
            Block(
                .otherCluster, nil,
                "this stack is for cluster \(cluster.value), but \(observed.cluster.name) is \(observed.cluster.uuid)",
                wayOut: "check the address of the array, or correct `cluster:`", location: cluster.location))
    }

    private func planAppInstances(_ desired: DesiredState, _ observed: ObservedState, _ draft: inout PlanDraft) {
        let matching = AppInstanceMatching(desired: desired, observed: observed)
        draft.blocks += matching.blocks
        draft.notes += matching.notes
        let groups = GroupMembership(desired: desired, observed: observed)
        for pair in matching.pairs {
            switch pair {
            case .absent(let wanted):
                guard draft.accepts(wanted, on: observed.cluster.product) else { continue }
                draft.add(
                    .createAppInstance(wanted, wanted.blueprint(for: desired.stack, on: observed.cluster.product)))
            case .owned(let wanted, let live, let marker):
                guard draft.accepts(wanted, on: observed.cluster.product) else { continue }
                let diff = AppInstanceDiff(
                    desired: wanted, observed: live, marker: marker, stack: desired.stack,
                    product: observed.cluster.product, groups: groups)
                diff.run(into: &draft)
            case .unowned(let wanted, let live):
                let diff = AppInstanceDiff(
                    desired: wanted, observed: live, marker: nil, stack: desired.stack,
                    product: observed.cluster.product, groups: groups)
                diff.reportUnowned(into: &draft)
            }
        }
    }

    private func finish(_ draft: PlanDraft, _ desired: DesiredState, _ observed: ObservedState) -> Plan {
        var draft = draft
        let changes = draft.changes.sorted { $0.address < $1.address }
        let steps = changes.flatMap(\.steps)
        let liveNames = Dictionary(
            observed.appInstances.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        var graph = StepGraph.empty
        do {
            graph = try StepGraph(steps, dependencies: OrderingRules.dependencies(of: steps, liveNames: liveNames))
        } catch {
            draft.blocks.append(
                Block(
                    .renameCycle, nil, "these steps wait for each other: " + error.path.joined(separator: " → "),
                    wayOut: "give one of the volumes a name that nobody uses, apply, then the final one"))
        }
        return Plan(
            stack: desired.stack, cluster: observed.cluster, changes: changes, graph: graph,
            blocks: draft.blocks.sorted {
                ($0.address?.description ?? "", $0.message) < ($1.address?.description ?? "", $1.message)
            },
            notes: draft.notes.sorted {
                ($0.address?.description ?? "", $0.text) < ($1.address?.description ?? "", $1.text)
            },
            diagnostics: draft.diagnostics.inReadingOrder, unchangedCount: draft.unchangedCount)
    }
}
