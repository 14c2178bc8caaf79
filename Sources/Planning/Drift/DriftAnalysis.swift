package import StorageModel

/// Tells drift from pending changes, by what the marker recorded when it was last applied.
///
/// | live, under the mask, has the marker's hash | desired, under the mask, has it | result |
/// |---|---|---|
/// | yes | –   | pending |
/// | no  | yes | drift |
/// | no  | no  | both |
///
/// Shared objects carry no marker: whatever differs there is drift.
package struct DriftAnalysis: Sendable {
    private let options: PlanningOptions

    /// - Parameter options: the day, and the cluster if it overrides the manifest's.
    package init(_ options: PlanningOptions = PlanningOptions()) { self.options = options }

    package func report(_ desired: DesiredState, against observed: ObservedState) -> DriftReport {
        let policy = IgnorePolicy(rules: desired.ignores, today: options.today)
        var effective = desired
        effective.appInstances = policy.apply(to: desired.appInstances)
        let matching = AppInstanceMatching(desired: effective, observed: observed)
        var report = DriftReport(
            stack: desired.stack, cluster: observed.cluster, capacity: observed.capacityWithoutLeases, entries: [],
            unmanaged: [], inSyncCount: 0,
            blocks: matching.blocks, warnings: policy.warnings)
        if let block = ClusterGuard(options: options).block(desired, observed.cluster) { report.blocks.append(block) }
        addShared(effective, observed, &report)
        let groups = GroupMembership(desired: effective, observed: observed)
        for pair in matching.pairs {
            switch pair {
            case .absent(let declared):
                addAbsent(declared, &report)
                report.notes += AbsenceNotes(declared, stack: desired.stack, observed).notes
            case .owned(let declared, let live, let marker):
                let diff = AppInstanceDiff(
                    desired: declared, observed: live, marker: marker, stack: desired.stack,
                    product: observed.cluster.product, groups: groups)
                add(OwnedDrift(diff: diff, marker: marker).wholeEntry, &report)
                report.notes += diff.creationNotes.map { PlanNote(address: declared.address, text: $0) }
                addSnapshots(of: declared, live, &report)
            case .unowned(let declared, let live):
                let diff = AppInstanceDiff(
                    desired: declared, observed: live, marker: nil, stack: desired.stack,
                    product: observed.cluster.product, groups: groups)
                addUnowned(diff, &report)
            case .removed(let removal, let live, let marker):
                report.entries.append(
                    DriftEntry(
                        address: live.address(as: marker.key), kind: .pending, fields: [],
                        note: "`removed` says \(removal.action.rawValue); not applied yet",
                        location: removal.location))
            }
        }
        report.entries += matching.orphans.map {
            DriftEntry(
                address: $0.live.address(as: $0.key), kind: .pending, fields: [],
                note: "no longer in the manifest, but still on the array as \($0.live.name)")
        }
        report.warnings += ArrayConditions(matching.pairs).warnings + originWarnings(matching, effective, observed)
        addUnmanaged(desired, observed, &report)
        report.entries.sort { ($0.address, $0.kind.rawValue) < ($1.address, $1.kind.rawValue) }
        report.blocks.sort { ($0.address?.description ?? "", $0.message) < ($1.address?.description ?? "", $1.message) }
        return report
    }

    /// Live clones that were made of something else than declared.
    private func originWarnings(
        _ matching: AppInstanceMatching, _ desired: DesiredState, _ observed: ObservedState
    ) -> [PlanWarning] {
        var draft = PlanDraft()
        let clones = CloneDiff(matching.pairs, desired: desired, observed: observed)
        for case .owned(let declared, let live, _) in matching.pairs { clones.checkOrigin(of: declared, live, &draft) }
        return draft.warnings
    }

    private func add(_ entry: DriftEntry?, _ report: inout DriftReport) {
        if let entry { report.entries.append(entry) } else { report.inSyncCount += 1 }
    }

    private func addSnapshots(
        of declared: DesiredAppInstance, _ live: ObservedAppInstance, _ report: inout DriftReport
    ) {
        let missing = SnapshotDiff.missing(declared, live)
        report.inSyncCount += declared.snapshots.count - missing.count
        report.entries += missing.map {
            DriftEntry(
                address: .snapshot(of: declared.key, name: $0.name), kind: .absent, fields: [],
                note: "not on the array", location: $0.location)
        }
    }

    private func addAbsent(_ declared: DesiredAppInstance, _ report: inout DriftReport) {
        report.entries.append(
            DriftEntry(
                address: declared.address, kind: .absent, fields: [], note: "not on the array",
                location: declared.location, volumeType: declared.volumeType, size: declared.size))
    }

    /// One that is observed only is compared, whatever its owner; any other one is unmanaged until it is adopted.
    private func addUnowned(_ diff: AppInstanceDiff, _ report: inout DriftReport) {
        guard diff.desired.manage == .observe else { return }
        let found = diff.findings()
        report.notes += diff.creationNotes.map { PlanNote(address: diff.desired.address, text: $0) }
        let differences = found.allDifferences
        let notes = found.allBlocks.map(\.message)
        guard !differences.isEmpty || !notes.isEmpty else {
            report.inSyncCount += 1
            return
        }
        report.entries.append(
            DriftEntry(
                address: diff.desired.address, kind: .drift,
                fields: differences.flatMap { $0.fieldChanges(showingPaths: diff.desired.hasSeveralVolumes) },
                note: notes.isEmpty ? nil : notes.joined(separator: "; "), location: diff.desired.location))
    }

    private func addShared(_ desired: DesiredState, _ observed: ObservedState, _ report: inout DriftReport) {
        var draft = PlanDraft()
        TenantDiff(desired: desired, observed: observed).run(into: &draft)
        InitiatorDiff(desired: desired, observed: observed).run(into: &draft)
        InitiatorGroupDiff(desired: desired, observed: observed).run(into: &draft)
        report.inSyncCount += draft.unchangedCount
        report.notes += draft.notes
        report.entries += draft.changes.map { planned in
            let isMissing = planned.change.isCreation
            return DriftEntry(
                address: planned.address, kind: isMissing ? .absent : .drift,
                fields: isMissing ? [] : planned.change.fields, note: isMissing ? "not on the array" : nil,
                location: planned.steps.first?.origin)
        }
    }

    private func addUnmanaged(_ desired: DesiredState, _ observed: ObservedState, _ report: inout DriftReport) {
        struct Name: Hashable {
            var tenant: TenantPath
            var name: String
        }
        let named = Dictionary(
            desired.appInstances.map { (Name(tenant: $0.tenant, name: $0.name.value), $0) },
            uniquingKeysWith: { first, _ in first })
        let tenants = desired.tenantsInUse.union([desired.tenant])
        for app in observed.appInstances where app.ownership == .none && tenants.contains(app.tenant) {
            let declared = named[Name(tenant: app.tenant, name: app.name)]
            guard declared?.manage != .observe else { continue }
            report.unmanaged.append(
                UnmanagedAppInstance(
                    tenant: app.tenant, name: app.name, createMode: app.createMode, size: app.size,
                    address: declared?.address))
        }
        report.unmanaged.sort { ($0.tenant, $0.name) < ($1.tenant, $1.name) }
    }
}

extension DesiredAppInstance {
    /// What is declared of all its volumes; nil where a template decides.
    fileprivate var size: Gibibytes? {
        let volumes = storageInstances.flatMap(\.volumes)
        return volumes.isEmpty ? template?.size?.value : Gibibytes(volumes.reduce(0) { $0 + $1.size.value.count })
    }
}
