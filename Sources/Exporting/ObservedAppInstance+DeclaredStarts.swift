import StorageModel

extension ObservedAppInstance {
    /// Without the start times of snapshot policies that the stack leaves to the array, so that exporting one that it manages
    /// changes nothing. No list of managed start times is kept anywhere: those are the managed ones with which the marker
    /// is true. All stay where nothing makes it so, and of a volume that nobody manages.
    var withDeclaredStarts: ObservedAppInstance {
        guard let marker, marker.mask.contains(.snapshotPolicies) else { return self }
        let places = starts
        let subsets =
            places.count <= Self.mostTried ? Array(0..<(1 << places.count)) : [0, -1]
        for subset in subsets {
            let candidate = without(places.enumerated().filter { subset >> $0.offset & 1 == 0 }.map(\.element))
            if CanonicalForm(of: candidate, under: marker.mask).hash == marker.hash { return candidate }
        }
        return self
    }

    /// As many policies as are told apart one by one; of more, it is all or none.
    private static let mostTried = 8

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
