import StorageModel

/// What of a live app instance a marker speaks of.
///
/// Of snapshot policies those that the manifest names. One whose line was dropped stays on the array and in the marker's
/// hash until that is written anew, so the hash over all of them is as good.
struct ManagedValues {
    let live: ObservedAppInstance
    let desired: DesiredAppInstance

    /// What a marker written now would say.
    func hash(under mask: FieldGroups) -> String { CanonicalForm(of: named, under: mask).hash }

    /// Whether the live values are those that the marker recorded.
    func match(_ marker: Marker) -> Bool { hash(under: marker.mask) == marker.hash || includesDropped(marker) }

    /// The policies that the marker covers and the manifest no longer names.
    func droppedPolicies(since marker: Marker) -> [String] {
        guard hash(under: marker.mask) != marker.hash, includesDropped(marker) else { return [] }
        let kept = named.storageInstances.flatMap(\.volumes).flatMap(\.snapshotPolicies).map(\.name)
        let all = live.storageInstances.flatMap(\.volumes).flatMap(\.snapshotPolicies).map(\.name)
        return Set(all).subtracting(kept).sorted().map { "snapshot_policies.\($0)" }
    }

    private func includesDropped(_ marker: Marker) -> Bool {
        marker.mask.contains(.snapshotPolicies) && CanonicalForm(of: live, under: marker.mask).hash == marker.hash
    }

    private var named: ObservedAppInstance {
        var result = live
        for wanted in desired.storageInstances {
            for index in result.storageInstances.indices where result.storageInstances[index].name == wanted.name {
                result.storageInstances[index].keepPolicies(namedBy: wanted)
            }
        }
        return result
    }
}

extension ObservedStorageInstance {
    fileprivate mutating func keepPolicies(namedBy desired: DesiredStorageInstance) {
        for wanted in desired.volumes {
            let names = Set(wanted.snapshotPolicies?.value.map(\.name) ?? [])
            guard !names.isEmpty else { continue }
            for index in volumes.indices where volumes[index].name == wanted.name {
                volumes[index].snapshotPolicies.removeAll { !names.contains($0.name) }
            }
        }
    }
}
