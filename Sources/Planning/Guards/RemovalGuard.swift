import Diagnostics
import StorageModel

/// Why a volume must not go to the trash or be deleted, whatever flags are given.
struct RemovalGuard {
    /// The clones that still copy, by the uuid or name of what they copy from.
    private let seeding: [String: [ObservedAppInstance]]

    init(_ observed: ObservedState) {
        seeding = Dictionary(
            grouping: observed.appInstances.filter(\.isSeeding), by: { $0.cloneSource ?? "" })
    }

    /// - Parameters:
    ///   - snapshots: those that the plan deletes before.
    ///   - ignoresProtection: for the one verb that removes what nothing else may.
    func blocks(
        for removal: AppInstanceRemoval, manage: ManageLevel, isProtected: Bool, without snapshots: [ObservedSnapshot],
        ignoresProtection: Bool = false
    ) -> [Block] {
        guard removal.action != .forget else { return [] }
        let live = removal.observed
        var blocks: [Block] = []
        func block(_ code: Block.Code, _ message: String, _ hint: String) {
            blocks.append(Block(code, removal.address, message, hint: hint, location: removal.location))
        }
        if isProtected || removal.marker.flags.isProtected, !ignoresProtection {
            block(
                .protected, "is protected on the array",
                "put it back into the manifest with `protect: false`, apply that, then remove it")
        }
        if !manage.allowsDeletion {
            block(
                .manageForbids, "the manifest says `manage: \(manage.rawValue)`",
                "set `manage: full`, or remove the others by their addresses")
        }
        if !live.activeInitiators.isEmpty {
            let names = live.activeInitiators.map(\.text).joined(separator: ", ")
            block(.connected, "these initiators are logged in: \(names)", "log them out, then plan again")
        }
        let count = live.allSnapshots.filter { !snapshots.contains($0) }.count
        if count > 0 {
            block(
                .hasSnapshots,
                "has \(count) snapshot\(count == 1 ? "" : "s")"
                    + (removal.action == .trash ? "" : ", which would be deleted with it"),
                removal.marker.flags.isTrashed
                    ? "restore it first: `trash restore volume/\(removal.marker.key)`; then `removed` takes the snapshots "
                        + "(`snapshot/VOLUME@NAME`, `snapshot list` names them) and the volume"
                    : "delete the snapshots first (`snapshot list` names them, `removed` takes `snapshot/VOLUME@NAME`), "
                        + "or `forget` the volume")
        }
        if let names = seedingClones(of: live) {
            block(.clonesSeeding, "clones are still copying from it: \(names)", "wait until they are done")
        }
        return blocks
    }

    /// Why a snapshot must not be deleted.
    ///
    /// - Parameter desired: its volume as the manifest has it; nil when it does not.
    func blocks(for removal: SnapshotRemoval, _ marker: Marker, _ desired: DesiredAppInstance?) -> [Block] {
        guard removal.snapshot != nil else { return [] }
        var blocks: [Block] = []
        func block(_ code: Block.Code, _ message: String, _ hint: String) {
            blocks.append(Block(code, removal.address, message, hint: hint, location: removal.location))
        }
        if marker.flags.isProtected || desired?.protect?.value == true {
            block(
                .protected, "its volume is protected on the array",
                "set `protect: false` for \(removal.lane), apply that, then remove the snapshot")
        }
        if let manage = desired?.manage, !manage.allowsDeletion {
            block(.manageForbids, "the manifest says `manage: \(manage.rawValue)`", "set `manage: full`")
        }
        if let names = seedingClones(of: removal.observed) {
            block(.clonesSeeding, "clones are still copying from its volume: \(names)", "wait until they are done")
        }
        return blocks
    }

    /// Takes out of a plan the removal of what one of its own clones is made of. No order of steps would do: the copy
    /// still reads its source when the array has answered.
    ///
    /// Of a plan as it will be carried out: a partial one may make the clone and remove nothing, or the other way
    /// round.
    static func keepSources(of draft: inout PlanDraft) {
        let clones = draft.changes.compactMap { planned -> CloneCreation? in
            if case .cloneAppInstance(let clone) = planned.change { clone } else { nil }
        }
        guard !clones.isEmpty else { return }
        let byApp = Dictionary(grouping: clones, by: \.spec.source.app)
        var refused: Set<ResourceAddress> = []
        for planned in draft.changes {
            let work = planned.change.work
            guard let app = planned.removedFrom else { continue }
            let made = (byApp[app] ?? []).filter { work.destroys($0.spec.source) }.map(\.address)
            guard !made.isEmpty else { continue }
            let names = made.sorted().map(\.description).joined(separator: ", ")
            // A partial plan removes nothing.
            let targets = made.sorted().map { "--target \($0)" }.joined(separator: " ")
            refused.insert(planned.address)
            draft.blocks.append(
                Block(
                    .inUse, planned.address, "cannot be removed in the plan that creates \(names) from it",
                    hint: "create the clone first: `apply \(targets)`; when it is complete, apply the rest",
                    location: planned.steps.first?.origin))
        }
        draft.replaceChanges { refused.contains($0.address) ? nil : $0 }
    }

    /// Names of those that still copy from it; nil when there are none.
    func seedingClones(of live: ObservedAppInstance) -> String? {
        let clones = (seeding[live.id] ?? []) + (live.name == live.id ? [] : seeding[live.name] ?? [])
        return clones.isEmpty ? nil : clones.map(\.name).sorted().joined(separator: ", ")
    }
}

extension PlannedChange {
    /// The app instance of which a removal takes something.
    fileprivate var removedFrom: AppInstanceReference? {
        if case .removeSnapshot(let removal) = change { return removal.observed.reference }
        if case .removeAppInstance(let removal) = change { return removal.observed.reference }
        return nil
    }
}
