import StorageModel

/// Finds the snapshots that `removed` names, and refuses what must not go.
struct SnapshotRemovalDiff {
    let desired: DesiredState
    let observed: ObservedState

    /// What `removed` says about one live app instance.
    struct Match {
        var removal: Removal
        var name: SnapshotName
        var snapshot: ObservedSnapshot?
        var owner: SnapshotOwner
    }

    /// - Parameter pairs: whose volume is which.
    func run(_ pairs: [AppInstanceMatching.Pair], into draft: inout PlanDraft) {
        guard desired.removals.contains(where: \.isOfSnapshot) else { return }
        let refusals = RemovalGuard(observed)
        for pair in pairs {
            switch pair {
            case .absent, .unowned: break
            case .owned(let declared, let live, let marker):
                remove(declared.key, at: declared.address, live, marker, declared, refusals, &draft)
            case .removed(_, let live, let marker):
                remove(marker.key, at: live.address(as: marker.key), live, marker, nil, refusals, &draft)
            }
        }
    }

    private func remove(
        _ key: ResourceKey, at lane: ResourceAddress, _ live: ObservedAppInstance, _ marker: Marker,
        _ declared: DesiredAppInstance?, _ refusals: RemovalGuard, _ draft: inout PlanDraft
    ) {
        for match in Self.matches(desired.removals, of: key, in: live) {
            let removal = SnapshotRemoval(
                address: .snapshot(of: key, name: match.name.description), lane: lane, name: match.name, observed: live,
                snapshot: match.snapshot, owner: match.owner, store: observed.cluster.product.metadataStore,
                location: match.removal.location)
            if match.snapshot == nil {
                guard case .named(let name) = match.name else { continue }
                draft.needsMetadata(of: live)
                if live.metadata?[MetadataKey.snapshot(name), default: ""].isEmpty ?? true { continue }
            }
            let blocks = refusals.blocks(for: removal, marker, declared)
            draft.blocks += blocks
            if blocks.isEmpty { draft.add(.removeSnapshot(removal)) }
        }
    }

    /// The snapshots of one live app instance to delete. One that is not there has the owner of most snapshots.
    static func matches(_ removals: [Removal], of key: ResourceKey, in live: ObservedAppInstance) -> [Match] {
        let owners = live.snapshotOwners
        return removals.compactMap { removal in
            guard case .snapshot(of: key, name: let name) = removal.target else { return nil }
            for owner in owners {
                if let snapshot = name.find(of: owner, in: live) {
                    return Match(removal: removal, name: name, snapshot: snapshot, owner: owner)
                }
            }
            return Match(removal: removal, name: name, snapshot: nil, owner: owners[0])
        }
    }
}

extension Removal {
    fileprivate var isOfSnapshot: Bool {
        if case .snapshot = target { true } else { false }
    }
}

extension ObservedAppInstance {
    /// All that it has snapshots of: itself, then its volumes.
    var snapshotOwners: [SnapshotOwner] {
        [.appInstance(reference)]
            + storageInstances.flatMap { storage in
                storage.volumes.map { volume in
                    .volume(
                        VolumeReference(
                            storage: StorageInstanceReference(app: reference, name: storage.name), name: volume.name))
                }
            }
    }
}
