import StorageModel

/// Finds the notes of snapshots that an earlier run has left open, whatever the plan that is made is for.
///
/// A snapshot costs a note before it and one after it. To look for a forgotten one in the metadata of every volume
/// would cost each plan a request for each volume. A run that is stopped, for any reason, leaves its lease; a run that
/// finds one reads the metadata of the whole stack, once. Whatever else has been read is looked at, too.
struct SnapshotSettlementDiff {
    private let desired: DesiredState
    private let observed: ObservedState
    /// The app instances of the stack as they will be, by uuid, each with its key.
    private var keys: [String: ResourceKey] = [:]
    private let planned: Set<ResourceAddress>

    /// - Parameter draft: with everything else that the plan does.
    init(_ desired: DesiredState, _ observed: ObservedState, _ draft: PlanDraft) {
        self.desired = desired
        self.observed = observed
        planned = Set(draft.changes.map(\.address))
        for app in observed.appInstances {
            guard let marker = app.marker, marker.stack == desired.stack, !marker.flags.isTrashed else { continue }
            keys[app.id] = marker.key
        }
        for planned in draft.changes {
            let work = planned.change.work
            guard let live = work.liveAppInstance else { continue }
            if work.kind.isRemoval { keys[live.id] = nil }
            if let desired = work.desiredAppInstance { keys[live.id] = desired.key }
        }
    }

    /// - Parameter isWhole: whether what the manifest does not declare is known not to be desired.
    func run(isWhole: Bool, into draft: inout PlanDraft) {
        if observed.isAfterInterruption {
            for app in observed.appInstances where keys[app.id] != nil { draft.needsMetadata(of: app) }
        }
        let declared = Dictionary(
            desired.appInstances.map { ($0.key, Set($0.snapshots.map(\.name))) }, uniquingKeysWith: { $0.union($1) })
        for note in openNotes {
            let isTaken = note.app.snapshotOwners.contains {
                SnapshotName.named(note.name).find(of: $0, in: note.app) != nil
            }
            let isWanted = !isWhole || !observed.isAfterInterruption || declared[note.key]?.contains(note.name) == true
            guard isTaken || !isWanted else { continue }
            draft.add(
                .settleSnapshot(
                    SnapshotSettlement(
                        address: note.address, lane: note.app.address(as: note.key), name: note.name,
                        app: note.app.reference, isTaken: isTaken, store: observed.cluster.product.metadataStore)))
        }
    }

    /// The snapshots whose notes stay open when the plan is done.
    var unsettled: [ResourceAddress] { openNotes.map(\.address) }

    private struct Note {
        var app: ObservedAppInstance
        var key: ResourceKey
        var name: String
        var address: ResourceAddress { .snapshot(of: key, name: name) }
    }

    private var openNotes: [Note] {
        observed.appInstances.flatMap { app -> [Note] in
            guard let key = keys[app.id], let metadata = app.metadata else { return [] }
            return metadata.filter { $0.value == SnapshotProgress.asked.rawValue }.keys.sorted()
                .compactMap(MetadataKey.snapshotName).map { Note(app: app, key: key, name: $0) }
                .filter { !planned.contains($0.address) }
        }
    }
}
