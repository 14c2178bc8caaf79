import StorageModel

/// What of a live app instance a marker speaks of, where more than one way of being is as the manifest wants it.
///
/// - Of snapshot policies, those that the manifest names. One whose line was dropped stays on the array and in the
///   marker's hash until that is written anew.
/// - Of metadata the same. Other programs have their own beside it.
/// - Of a snapshot policy's start, the one that the manifest names; another one is the array's own choice.
/// - A target in any of the listed pools is in sync: moving it among them makes no marker untrue.
struct ManagedValues {
    let live: ObservedAppInstance
    let desired: DesiredAppInstance

    /// What a marker written now would say.
    func hash(under mask: FieldGroups) -> String { CanonicalForm(of: named, under: mask).hash }

    /// Whether a marker says what one written now would, or as much. Of one that covers metadata that has not been read
    /// yet, that is unknown.
    func isRecorded(by marker: Marker) -> Bool {
        if marker.mask.contains(.metadata), live.metadata == nil { return true }
        return isAmong([named] + inOtherListedPools, marker)
    }

    /// Whether a marker is still true: also one that covers less metadata than the manifest.
    private func keep(_ marker: Marker) -> Bool { isRecorded(by: marker) || isAmong(withFewerKeys, marker) }

    /// Whether the live values are those that the marker recorded.
    func match(_ marker: Marker) -> Bool {
        keep(marker) || isAmong(withDroppedKeys(of: named), marker) || includesDropped(marker)
    }

    /// The policies that the marker covers and the manifest no longer names, of those that are there afterwards.
    func droppedPolicies(since marker: Marker, leaving after: ObservedAppInstance) -> [String] {
        guard !keep(marker), !isAmong(withDroppedKeys(of: named), marker), includesDropped(marker) else { return [] }
        let kept = named.storageInstances.flatMap(\.volumes).flatMap(\.snapshotPolicies).map(\.name)
        let all = after.storageInstances.flatMap(\.volumes).flatMap(\.snapshotPolicies).map(\.name)
        return Set(all).subtracting(kept).sorted().map { "snapshot_policies.\($0)" }
    }

    private func includesDropped(_ marker: Marker) -> Bool {
        guard marker.mask.contains(.snapshotPolicies) else { return false }
        return [true, false].contains { keepsOthers in
            var all = withStorages { live, declared in live.dropStarts(notNamedBy: declared, keepsOthers: keepsOthers) }
            all.metadata = named.metadata
            return isAmong([all] + withDroppedKeys(of: all), marker)
        }
    }

    private func isAmong(_ candidates: [ObservedAppInstance], _ marker: Marker) -> Bool {
        candidates.contains { CanonicalForm(of: $0, under: marker.mask).hash == marker.hash }
    }

    /// Without the starts of snapshot policies that are the array's own choice.
    var withoutOwnStarts: ObservedAppInstance {
        withStorages { live, declared in live.dropStarts(notNamedBy: declared, keepsOthers: true) }
    }

    private var named: ObservedAppInstance {
        var result = withStorages { live, declared in live.keepPolicies(namedBy: declared) }
        result.metadata = live.metadata?.filter { desired.metadata[$0.key] != nil }
        return result
    }

    /// As it would be with some of the metadata that the manifest names.
    private var withFewerKeys: [ObservedAppInstance] {
        let keys = (named.metadata ?? [:]).keys.sorted()
        guard !keys.isEmpty, keys.count <= Self.mostOtherKeys else { return [] }
        return keys.subsets.filter { !$0.isEmpty }.map { taken in
            var result = named
            for key in taken { result.metadata?[key] = nil }
            return result
        }
    }

    /// Of more keys than these not every selection is tried.
    private static let mostOtherKeys = 8

    /// As it would be with some of the metadata that the manifest does not name, any of which an earlier one may have
    /// named. The tool's own are never among them.
    private func withDroppedKeys(of app: ObservedAppInstance) -> [ObservedAppInstance] {
        let others = (live.metadata ?? [:]).filter {
            desired.metadata[$0.key] == nil && !MetadataKey.isOwn($0.key)
        }.sorted { $0.key < $1.key }
        guard !others.isEmpty, others.count <= Self.mostOtherKeys else { return [] }
        return others.subsets.filter { !$0.isEmpty }.map { added in
            var result = app
            for other in added { result.metadata?[other.key] = other.value }
            return result
        }
    }

    /// As it would be had every target been put into one of the other pools that are as good.
    private var inOtherListedPools: [ObservedAppInstance] {
        let pools = Set(desired.storageInstances.flatMap { $0.ipPools?.value ?? [] })
        guard pools.count > 1 else { return [] }
        return pools.sorted().map { pool in
            withStorages { live, declared in
                live.keepPolicies(namedBy: declared)
                let listed = declared.ipPools?.value ?? []
                if let current = live.ipPool, listed.contains(current), listed.contains(pool) { live.ipPool = pool }
            }
        }
    }

    private func withStorages(
        _ body: (inout StorageInstanceContent, DesiredStorageInstance) -> Void
    ) -> ObservedAppInstance {
        var result = live
        for declared in desired.storageInstances {
            for index in result.storageInstances.indices where result.storageInstances[index].name == declared.name {
                body(&result.storageInstances[index], declared)
            }
        }
        return result
    }
}

extension StorageInstanceContent {
    /// - Parameter keepsOthers: whether those that the manifest no longer names were declared with their start.
    fileprivate mutating func dropStarts(notNamedBy desired: DesiredStorageInstance, keepsOthers: Bool) {
        for index in volumes.indices {
            let policies = desired.volumes.first { $0.name == volumes[index].name }?.snapshotPolicies?.value ?? []
            for policy in volumes[index].snapshotPolicies.indices {
                let live = volumes[index].snapshotPolicies[policy]
                let declared = policies.first { $0.name == live.name }
                if declared.map({ $0.startTime == nil }) ?? !keepsOthers {
                    volumes[index].snapshotPolicies[policy].startTime = nil
                }
            }
        }
    }

    fileprivate mutating func keepPolicies(namedBy desired: DesiredStorageInstance) {
        dropStarts(notNamedBy: desired, keepsOthers: false)
        for declared in desired.volumes {
            let names = Set(declared.snapshotPolicies?.value.map(\.name) ?? [])
            guard !names.isEmpty else { continue }
            for index in volumes.indices where volumes[index].name == declared.name {
                volumes[index].snapshotPolicies.removeAll { !names.contains($0.name) }
            }
        }
    }
}
