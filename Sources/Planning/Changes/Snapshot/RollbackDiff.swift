import StorageModel

/// Finds the volume and the snapshot that shall be restored, and refuses where that would harm.
struct RollbackDiff {
    let desired: DesiredState
    let observed: ObservedState

    func run(_ request: RollbackRequest, into draft: inout PlanDraft) {
        guard let rollback = rollback(request, &draft) else { return }
        let blocks = refusals(rollback, request)
        draft.blocks += blocks
        if blocks.isEmpty { draft.add(.rollBack(rollback)) }
    }

    /// After the steps: what is left is to close a window. The data itself cannot be compared.
    func check(_ request: RollbackRequest, into draft: inout PlanDraft) {
        guard let rollback = rollback(request, &draft) else { return }
        if rollback.marker.flags.hasOpenWindow { draft.add(.rollBack(rollback)) } else { draft.unchangedCount += 1 }
    }

    private func rollback(_ request: RollbackRequest, _ draft: inout PlanDraft) -> SnapshotRollback? {
        let wanted = desired.appInstances.first { $0.key == request.key }
        let address = wanted?.address ?? .volume(request.key)
        func block(_ message: String, _ hint: String) {
            draft.blocks.append(Block(.notFound, address, message, hint: hint))
        }
        let owned = observed.appInstances.compactMap { app -> (ObservedAppInstance, Marker)? in
            guard let marker = app.marker, marker.stack == desired.stack, marker.key == request.key,
                !marker.flags.isTrashed
            else { return nil }
            return (app, marker)
        }
        guard let (live, marker) = owned.first, owned.count == 1 else {
            block("stack \(desired.stack) has no such volume on the array", "see what it has: `list`")
            return nil
        }
        for owner in live.snapshotOwners {
            guard let snapshot = request.name.find(of: owner, in: live) else { continue }
            return SnapshotRollback(
                address: address, key: request.key, observed: live, marker: marker, owner: owner, name: request.name,
                snapshot: snapshot, keepsSafety: request.keepsSafety)
        }
        block(
            "has no snapshot \(request.name)", "see what there is: `snapshot list \(live.name)`")
        return nil
    }

    private func refusals(_ rollback: SnapshotRollback, _ request: RollbackRequest) -> [Block] {
        let wanted = desired.appInstances.first { $0.key == request.key }
        var blocks: [Block] = []
        func block(_ code: Block.Code, _ message: String, _ hint: String) {
            blocks.append(Block(code, rollback.address, message, hint: hint))
        }
        if rollback.marker.flags.isProtected || wanted?.protect?.value == true {
            block(.protected, "is protected on the array", "say `protect: false`, apply that, then restore")
        }
        if let manage = wanted?.manage, !manage.allowsChanges {
            block(.manageForbids, "the manifest says `manage: \(manage.rawValue)`", "say `manage: full`")
        }
        if rollback.marker.flags.isBeingBuilt {
            block(.inUse, "is not complete yet", "let `apply` finish it first")
        }
        if !rollback.snapshot.isAvailable {
            block(.inUse, "the array is still taking the snapshot", "wait until `snapshot list` shows it available")
        }
        let connected = rollback.observed.activeInitiators
        if !connected.isEmpty, !request.allowsDisruption {
            let names = connected.map(\.text).joined(separator: ", ")
            block(
                .connected, "these initiators are logged in: \(names)",
                "log them out, or cut them off with --allow-disruptive")
        }
        if let names = RemovalGuard(observed).seedingClones(of: rollback.observed) {
            block(.clonesSeeding, "clones are still copying from it: \(names)", "wait until they are done")
        }
        return blocks
    }
}
