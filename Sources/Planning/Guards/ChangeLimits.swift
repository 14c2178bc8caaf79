import StorageModel

/// Refuses plans that do more harm than anyone meant: too many removals, too much of a stack touched, an empty
/// manifest.
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
        let work = draft.changes.map(\.change.work)
        let volumes = work.reduce(0) { $0 + $1.destroyedVolumes }
        let snapshots = work.reduce(0) { $0 + $1.destroyedSnapshots }
        let count = volumes + snapshots
        let parts = [(volumes, "volume"), (snapshots, "snapshot")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        let declared = desired.guards.maxDeletes
        let limit = options.maxDeletes ?? declared?.value ?? Guards.defaultMaxDeletes
        guard count > limit else { return nil }
        return Block(
            .maxDeletes, nil, "this plan removes \(parts.joined(separator: " and ")), but the limit is \(limit)",
            hint: "if this is intended: `--max-deletes \(count)`, or `guards: {max_deletes: \(count)}`",
            location: options.maxDeletes == nil ? declared?.location : nil)
    }

    private func updates(in draft: PlanDraft) -> Block? {
        switch options.intent {
        case .converge: break
        case .remove, .adopt, .restore, .purge, .restoreSnapshot, .closeSnapshotRestore, .importImage,
            .closeImageImport, .pruneImages:
            return nil
        }
        let count = draft.changes.count { $0.change.work.touchesVolume }
        let declared = desired.guards.maxUpdatePercent
        let limit = options.maxUpdatePercent ?? declared?.value ?? Guards.defaultMaxUpdatePercent
        guard managedCount >= Guards.minimumGuardedSize, count * 100 > limit * managedCount else { return nil }
        let needed = (count * 100 + managedCount - 1) / managedCount
        return Block(
            .maxUpdates, nil,
            "this plan changes or removes \(count) of \(managedCount) volumes, but the limit is "
                + "\(limit * managedCount / 100) (\(limit) %)",
            hint: "if this is intended: `--max-update-pct \(needed)`, or `guards: {max_update_pct: \(needed)}`",
            location: options.maxUpdatePercent == nil ? declared?.location : nil)
    }

    private var emptiness: Block? {
        guard options.intent == .converge, desired.appInstances.isEmpty, managedCount > 0, !options.allowsEmpty else {
            return nil
        }
        return Block(
            .emptyManifest, nil,
            "the manifest declares no volume, but stack \(desired.stack) has \(managedCount) on the array",
            hint: "check that every file is given with -f; if this is intended: `--allow-empty`")
    }
}
