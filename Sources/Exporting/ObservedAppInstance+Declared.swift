import StorageModel

extension ObservedAppInstance {
    /// Without the start times of snapshot policies that the stack leaves to the array, and without the metadata that
    /// are not the stack's, so that exporting one that it manages changes nothing. No list of either is kept anywhere:
    /// those are the managed ones with which the marker is true. All stay where nothing makes it so, and of a volume
    /// that no stack manages.
    var asDeclared: ObservedAppInstance {
        guard let marker else { return self }
        let places = marker.mask.contains(.snapshotPolicies) ? starts : []
        let keys = marker.mask.contains(.metadata) ? declarableKeys : []
        for starts in Self.subsets(of: places, limit: Self.mostTried) {
            for keys in Self.subsets(of: keys, limit: Self.mostTried - min(places.count, Self.mostTried)) {
                let candidate = without(starts).withoutKeys(keys)
                if CanonicalForm(of: candidate.withoutOwnKeys, under: marker.mask).hash == marker.hash {
                    return candidate.withoutUnmanagedKeys(marker.mask)
                }
            }
        }
        return withoutUnmanagedKeys(marker.mask)
    }

    /// As many policies and keys as are told apart one by one; of more, it is all or none.
    private static let mostTried = 8

    /// What is taken away: first nothing, or all where that is as good.
    private static func subsets<Element>(of all: [Element], limit: Int) -> [[Element]] {
        all.count <= limit ? all.subsets : [all, []]
    }

    private var declarableKeys: [String] {
        (metadata ?? [:]).filter { !$0.value.isEmpty }.keys.filter { !MetadataKey.isOwn($0) }.sorted()
    }

    private func withoutKeys(_ keys: [String]) -> ObservedAppInstance {
        var result = self
        for key in keys { result.metadata?[key] = nil }
        return result
    }

    /// As a marker speaks of it.
    private var withoutOwnKeys: ObservedAppInstance {
        withoutKeys((metadata ?? [:]).keys.filter(MetadataKey.isOwn))
    }

    /// Those of a driver stay, because they are remarked on.
    private func withoutUnmanagedKeys(_ mask: FieldGroups) -> ObservedAppInstance {
        mask.contains(.metadata) || createMode != "normal" ? self : withoutKeys(declarableKeys)
    }

    private struct Place {
        var storage: Int
        var volume: Int
        var policy: Int
    }

    private var starts: [Place] {
        storageInstances.enumerated().flatMap { storage in
            storage.element.volumes.enumerated().flatMap { volume in
                volume.element.snapshotPolicies.enumerated().filter { $0.element.startTime != nil }.map {
                    Place(storage: storage.offset, volume: volume.offset, policy: $0.offset)
                }
            }
        }
    }

    private func without(_ places: [Place]) -> ObservedAppInstance {
        var result = self
        for place in places {
            result.storageInstances[place.storage].volumes[place.volume].snapshotPolicies[place.policy].startTime = nil
        }
        return result
    }
}
