import StorageModel

extension AppInstanceChange {
    /// A hash over all that is there of the parts that go: a later change of them was not approved, nor was
    /// lose that.
    var contentsOfParts: String? { removedContents.isEmpty ? nil : CanonicalEncoding.sha256(of: removedContents) }

    private var removedContents: [StorageInstanceContent] {
        let live = observed.lasting
        return differences.flatMap { difference -> [StorageInstanceContent] in
            guard case .removePart(let part, _, _) = difference else { return [] }
            return live.contents(of: part)
        }
    }
}

extension ObservedAppInstance {
    /// The same of the whole.
    var contentsForReview: String { CanonicalEncoding.sha256(of: lasting) }

    /// A hash over what the step that deletes it or a part of it finds. What the steps before may have changed does not
    /// count, nor where it is reached, nor whose copy it is.
    func contentsAtDeletion(of part: AppInstancePart?) -> String {
        var live = lasting
        if let part { return CanonicalEncoding.sha256(of: live.contents(of: part)) }
        live.targets = [:]
        live.cloneSource = nil
        return CanonicalEncoding.sha256(of: live)
    }

    fileprivate func contents(of part: AppInstancePart) -> [StorageInstanceContent] {
        only(part).storageInstances.map { storage in
            switch part {
            case .storageInstance: storage
            // What the rest of its storage instance is like is not its own.
            case .volume: StorageInstanceContent(name: storage.name, volumes: storage.volumes)
            }
        }
    }
}

extension ObservedAppInstance {
    /// Without what the steps of a removal change themselves, and what changes without anybody's doing, the order of
    /// lists included. New snapshots are a reason to refuse in any case.
    fileprivate var lasting: ObservedAppInstance {
        var result = self
        result.ownership = .none
        result.descr = nil
        result.adminState = .online
        result.metadata = nil
        result.isSeeding = false
        result.troubles = []
        result.groupSnapshots = []
        result.volumeSnapshots = [:]
        result.targets = result.targets.mapValues { ObservedTarget(iqn: $0.iqn, portals: $0.portals.sorted()) }
        for storage in result.storageInstances.indices {
            result.storageInstances[storage].volumes.sort { $0.name < $1.name }
            for volume in result.storageInstances[storage].volumes.indices {
                result.storageInstances[storage].volumes[volume].snapshotPolicies.sort { $0.name < $1.name }
            }
        }
        result.storageInstances.sort { $0.name < $1.name }
        return result
    }
}
