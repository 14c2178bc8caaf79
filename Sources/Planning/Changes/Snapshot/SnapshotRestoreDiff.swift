import StorageModel

/// Finds the volume and the snapshot to restore, and refuses where that would harm.
struct SnapshotRestoreDiff {
    let desired: DesiredState
    let observed: ObservedState

    func run(_ request: SnapshotRestoreRequest, into draft: inout PlanDraft) {
        guard let restore = restore(request, &draft) else { return }
        let blocks = refusals(restore, request)
        draft.blocks += blocks
        if blocks.isEmpty { draft.add(.restoreSnapshot(restore)) }
    }

    /// After the steps: what is left is to close a window. The data itself cannot be compared.
    func check(_ request: SnapshotRestoreRequest, into draft: inout PlanDraft) {
        guard let restore = restore(request, &draft) else { return }
        if restore.marker.flags.hasOpenWindow {
            draft.add(.restoreSnapshot(restore))
        } else {
            draft.unchangedCount += 1
        }
    }

    private func restore(_ request: SnapshotRestoreRequest, _ draft: inout PlanDraft) -> SnapshotRestore? {
        let declared = desired.appInstances.first { $0.key == request.key }
        let address = declared?.address ?? .volume(request.key)
        func block(_ message: String, _ hint: String) {
            draft.blocks.append(Block(.notFound, address, message, hint: hint))
        }
        guard let (live, marker) = observed.owned(request.key, by: desired.stack) else {
            block("stack \(desired.stack) has no such volume on the array", "`list` shows its volumes")
            return nil
        }
        for owner in live.snapshotOwners {
            guard let snapshot = request.name.find(of: owner, in: live) else { continue }
            return SnapshotRestore(
                address: address, key: request.key, observed: live, marker: marker, owner: owner, name: request.name,
                snapshot: snapshot, keepsSafety: request.keepsSafety)
        }
        block(
            "has no snapshot \(request.name)", "`snapshot list \(live.name)` shows what exists")
        return nil
    }

    private func refusals(_ restore: SnapshotRestore, _ request: SnapshotRestoreRequest) -> [Block] {
        let declared = desired.appInstances.first { $0.key == request.key }
        var blocks: [Block] = []
        func block(_ code: Block.Code, _ message: String, _ hint: String) {
            blocks.append(Block(code, restore.address, message, hint: hint))
        }
        if restore.marker.flags.isProtected || declared?.protect?.value == true {
            block(.protected, "is protected on the array", "set `protect: false`, apply that, then restore")
        }
        if let manage = declared?.manage, !manage.allowsChanges {
            block(.manageForbids, "the manifest says `manage: \(manage.rawValue)`", "set `manage: full`")
        }
        if restore.marker.flags.isBeingBuilt {
            block(.inUse, "is not complete yet", "run the `apply` or `image import` that was cut off again")
        }
        if !restore.snapshot.isAvailable {
            block(.inUse, "the array is still taking the snapshot", "wait until `snapshot list` shows it available")
        }
        let connected = restore.observed.activeInitiators
        if !connected.isEmpty, !request.allowsDisruption {
            let names = connected.map(\.text).joined(separator: ", ")
            block(
                .connected, "these initiators are logged in: \(names)",
                "log them out, or disconnect them with --allow-disruptive")
        }
        if let names = RemovalGuard(observed).seedingClones(of: restore.observed) {
            block(.clonesSeeding, "clones are still copying from it: \(names)", "wait until they are done")
        }
        return blocks
    }
}
