import StorageModel

/// Refuses plans that do more harm than anyone meant: too many removals, too much of a stack touched, an empty manifest.
///
/// Monotonic: a plan with more removals is never less refused. So removals count as touched, too, and nothing that a
/// removal frees is credited.
struct ChangeLimits {
    let desired: DesiredState
    let options: PlanningOptions
    /// How many volumes of the stack are on the array.
    let managedCount: Int

    func check(_ draft: inout PlanDraft) {
        draft.blocks += [deletions(in: draft), updates(in: draft), emptiness].compactMap { $0 }
    }

    private func deletions(in draft: PlanDraft) -> Block? {
        let volumes = draft.changes.reduce(0) { $0 + Self.deletions(in: $1.change) }
        let snapshots = draft.changes.count { planned in
            if case .removeSnapshot(let removal) = planned.change { removal.snapshot != nil } else { false }
        }
        let count = volumes + snapshots
        let parts = [(volumes, "volume"), (snapshots, "snapshot")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        let declared = desired.guards.maxDeletes
        let limit = options.maxDeletes ?? declared?.value ?? Guards.defaultMaxDeletes
        guard count > limit else { return nil }
        return Block(
            .maxDeletes, nil, "\(parts.joined(separator: " and ")) would be removed; allowed are \(limit)",
            hint: "if that is meant: `--max-deletes \(count)`, or `guards: {max_deletes: \(count)}`",
            location: options.maxDeletes == nil ? declared?.location : nil)
    }

    /// Volumes, also of app instances that stay, and those whose data a restore keeps nowhere.
    private static func deletions(in change: Change) -> Int {
        switch change {
        case .removeAppInstance(let removal): removal.action == .forget ? 0 : removal.observed.paths.count
        case .updateAppInstance(let change): change.differences.reduce(0) { $0 + $1.removedVolumes.count }
        case .rollBack(let rollback): rollback.keepsSafety ? 0 : rollback.paths.count
        case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .changeMembers,
            .createAppInstance, .assembleAppInstance, .cloneAppInstance, .removeShared, .adopt, .restore,
            .createSnapshot, .settleSnapshot, .removeSnapshot:
            0
        }
    }

    private func updates(in draft: PlanDraft) -> Block? {
        switch options.intent {
        case .converge: break
        case .remove, .adopt, .restore, .purge, .rollBack, .closeRollBack: return nil
        }
        let count = draft.changes.count { planned in
            switch planned.change {
            case .removeAppInstance: true
            // What an earlier run has begun to make is no volume that anybody uses.
            case .updateAppInstance(let change) where change.markerBefore.flags.isBeingBuilt: false
            case .updateAppInstance(let change): change.differences.contains(where: \.touchesTheVolume)
            case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .changeMembers,
                .createAppInstance, .assembleAppInstance, .removeShared, .adopt, .restore, .cloneAppInstance,
                .createSnapshot, .settleSnapshot, .removeSnapshot, .rollBack:
                false
            }
        }
        let declared = desired.guards.maxUpdatePercent
        let limit = options.maxUpdatePercent ?? declared?.value ?? Guards.defaultMaxUpdatePercent
        guard managedCount >= Guards.minimumGuardedSize, count * 100 > limit * managedCount else { return nil }
        let needed = (count * 100 + managedCount - 1) / managedCount
        return Block(
            .maxUpdates, nil,
            "\(count) of \(managedCount) volumes would be changed or removed; allowed are \(limit) %",
            hint: "if that is meant: `--max-update-pct \(needed)`, or `guards: {max_update_pct: \(needed)}`",
            location: options.maxUpdatePercent == nil ? declared?.location : nil)
    }

    private var emptiness: Block? {
        guard options.intent == .converge, desired.appInstances.isEmpty, managedCount > 0, !options.allowsEmpty else {
            return nil
        }
        return Block(
            .emptyManifest, nil,
            "the manifest names no volume, but stack \(desired.stack) has \(managedCount) on the array",
            hint: "check that every file was given with -f; if it is meant: `--allow-empty`")
    }
}

extension Difference {
    /// Whether more than the marker changes.
    fileprivate var touchesTheVolume: Bool {
        switch self {
        case .key, .protection, .origin, .record, .interruptedWindow: false
        case .name, .adminState, .setting, .ipPool, .performance, .snapshotPolicy,
            .accessList, .authentication, .accessControlMode, .addStorageInstance, .addVolume, .removePart, .keyValues:
            true
        }
    }
}
