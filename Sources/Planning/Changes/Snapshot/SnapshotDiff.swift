import Diagnostics
import StorageModel

/// Declared snapshots that are missing. Taken once, never changed, and gone only by `removed`.
struct SnapshotDiff {
    let desired: DesiredState
    let observed: ObservedState

    private var store: MetadataStore { observed.cluster.product.metadataStore }

    /// - Parameter pairs: whose volume is which, after the changes of the volumes have been planned.
    func run(_ pairs: [AppInstanceMatching.Pair], into draft: inout PlanDraft) {
        let created = Set(draft.changes.filter(\.change.isCreation).map(\.address))
        for pair in pairs {
            switch pair {
            case .absent(let declared):
                guard created.contains(declared.address) else { continue }
                guard hasRoom(for: declared.snapshots, of: declared, beside: [:], &draft) else { continue }
                for snapshot in declared.snapshots { add(snapshot, of: declared, live: nil, isFirst: false, &draft) }
            case .owned(let declared, let live, let marker):
                plan(declared, live, marker, &draft)
            case .unowned(let declared, let live):
                let missing = Self.missing(declared, live)
                guard !missing.isEmpty else { continue }
                let names = missing.map(\.name).joined(separator: ", ")
                draft.withhold(
                    declared.address, "its snapshots are not taken, because the stack does not own it: \(names)")
            case .removed: break
            }
        }
    }

    /// The declared snapshots that a live app instance does not have.
    static func missing(_ declared: DesiredAppInstance, _ live: ObservedAppInstance) -> [DesiredSnapshot] {
        let owners = live.snapshotOwners
        return declared.snapshots.filter { snapshot in
            !owners.contains { SnapshotName.named(snapshot.name).find(of: $0, in: live) != nil }
        }
    }

    private func plan(
        _ declared: DesiredAppInstance, _ live: ObservedAppInstance, _ marker: Marker, _ draft: inout PlanDraft
    ) {
        let missing = Self.missing(declared, live)
        draft.unchangedCount += declared.snapshots.count - missing.count
        guard declared.manage.allowsChanges else {
            if !missing.isEmpty {
                let names = missing.map(\.name).joined(separator: ", ")
                draft.withhold(declared.address, "manage: \(declared.manage.rawValue); snapshots not taken: \(names)")
            }
            return
        }
        guard hasRoom(for: missing, of: declared, beside: live.metadata ?? [:], &draft) else { return }
        for snapshot in missing {
            let said = live.metadata?[MetadataKey.snapshot(snapshot.name)] ?? ""
            switch SnapshotProgress(rawValue: said) {
            case .taken: draft.blocks.append(gone(snapshot, of: declared, "was taken and has been deleted"))
            case .asked where !observed.isAfterInterruption:
                draft.blocks.append(
                    gone(
                        snapshot, of: declared,
                        "was requested by an earlier run, may have been taken, and does not exist"
                    ))
            case .asked, nil:
                add(snapshot, of: declared, live: live, isFirst: !marker.flags.isBeingBuilt, &draft)
            }
        }
    }

    /// Whether the key of every snapshot fits into the metadata, beside all that is there and all that is declared.
    private func hasRoom(
        for snapshots: [DesiredSnapshot], of declared: DesiredAppInstance, beside live: [String: String],
        _ draft: inout PlanDraft
    ) -> Bool {
        var values = live.merging(declared.metadata.mapValues(\.value)) { $1 }
        for (index, snapshot) in snapshots.enumerated() {
            values[MetadataKey.snapshot(snapshot.name)] = SnapshotProgress.taken.rawValue
            let size = MetadataKey.size(of: values)
            guard size > MetadataKey.maximumSize else { continue }
            draft.report(
                Diagnostic(
                    .error,
                    "\(declared.address) would have \(size) bytes of metadata with the key of snapshot "
                        + "`\(snapshot.name)`; a DSP supports at most \(MetadataKey.maximumSize)",
                    at: snapshot.location,
                    hint: "\(index) of its \(snapshots.count) new snapshots fit; choose shorter names, or remove others"
                ), about: .snapshot(of: declared.key, name: snapshot.name))
            return false
        }
        return true
    }

    private func add(
        _ snapshot: DesiredSnapshot, of declared: DesiredAppInstance, live: ObservedAppInstance?, isFirst: Bool,
        _ draft: inout PlanDraft
    ) {
        let app = live?.reference ?? AppInstanceReference(tenant: declared.tenant, name: declared.name.value)
        guard let owner = declared.snapshotOwner(in: app) else { return }
        draft.add(
            .createSnapshot(
                SnapshotCreation(
                    desired: snapshot, app: declared, snapshot: NamedSnapshot(owner: owner, name: snapshot.name),
                    observed: live, isFirst: isFirst, store: store,
                    wasAsked: live?.metadata?[MetadataKey.snapshot(snapshot.name), default: ""].isEmpty == false)))
    }

    private func gone(_ snapshot: DesiredSnapshot, of declared: DesiredAppInstance, _ fact: String) -> Block {
        let address = ResourceAddress.snapshot(of: declared.key, name: snapshot.name)
        return Block(
            .snapshotGone, address, "\(fact); a new one would hold other data",
            hint: "drop its line, choose another name, or, to use this name anew, replace the line by "
                + "`\(ManifestLine.removed(address.description, .delete))`, apply, and put it back",
            location: snapshot.location)
    }
}

extension DesiredAppInstance {
    /// What its snapshots are taken of: the one volume, or all of the app instance where it is declared as such, or
    /// where a template decides how many volumes there are.
    func snapshotOwner(in app: AppInstanceReference) -> SnapshotOwner? {
        if template != nil { return .appInstance(app) }
        switch address {
        case .appInstance: return .appInstance(app)
        case .volume, .tenant, .initiator, .initiatorGroup, .snapshot, .cachedImage, .trashed:
            guard let storage = storageInstances.first, let volume = storage.volumes.first else { return nil }
            return .volume(
                VolumeReference(
                    storage: StorageInstanceReference(app: app, name: storage.name), name: volume.name))
        }
    }
}
