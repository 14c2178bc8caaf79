import Diagnostics
import StorageModel

/// Everything that makes one clone: the POST, and what separates the copy from what the manifest wants.
struct ClonePlan {
    var spec: CloneSpec
    var change: AppInstanceChange

    /// Why there can be no such clone.
    struct Impossible: Error {
        var diagnostics: [Diagnostic]
        var blocks: [Block] = []
    }

    static func make(
        _ desired: DesiredAppInstance, from source: CloneSource, stack: String, product: ProductVersion,
        groups: GroupMembership
    ) -> Result<ClonePlan, Impossible> {
        let problems = problems(desired, source)
        guard problems.isEmpty else { return .failure(Impossible(diagnostics: problems)) }
        var copy = ObservedAppInstance(
            tenant: desired.tenant, id: "", name: desired.name.value, createMode: source.createMode,
            storageInstances: source.storageInstances)
        // A clone has none of its source's, so all that are declared are to be set.
        copy.metadata = [:]
        if source.mayBeSmaller { copy.shrink(to: desired) }
        var marker = Marker(stack: stack, key: desired.key, mask: desired.managedGroups, hash: "")
        marker.hash = ManagedValues(live: copy, desired: desired).hash(under: marker.mask)
        marker.flags.isBeingBuilt = true
        marker.flags.isProtected = desired.protect?.value ?? false
        marker.flags.chapVersions = desired.chapVersions
        marker.record(chapReferences: desired.chapReferences)
        copy.ownership = .marked(marker)
        var diff = AppInstanceDiff(
            desired: desired, observed: copy, marker: marker, stack: stack, product: product, groups: groups)
        diff.isCopyOfImage = source.image != nil
        var findings = diff.findings()
        if source.mayBeSmaller, !desired.ignored.contains(.size) { findings.extendEveryVolume(of: desired, from: copy) }
        guard findings.diagnostics.isEmpty, findings.allBlocks.isEmpty else {
            return .failure(Impossible(diagnostics: findings.diagnostics, blocks: findings.allBlocks))
        }
        let change = AppInstanceChange(
            desired: desired, observed: copy, differences: findings.differences, markerBefore: marker,
            markerAfter: diff.finalMarker(after: findings.differences, before: marker))
        let spec = CloneSpec(
            tenant: desired.tenant, name: desired.name.value, marker: marker,
            accessControlMode: desired.accessControlMode,
            createMode: source.createMode, source: source.source, image: source.image,
            copy: copy.storageInstances.map { $0.expectation(change) },
            mayBeSmaller: source.mayBeSmaller)
        return .success(ClonePlan(spec: spec, change: change))
    }

    private static func problems(_ desired: DesiredAppInstance, _ source: CloneSource) -> [Diagnostic] {
        let origin = desired.origin?.value
        let names = desired.storageInstances.flatMap { storage in
            storage.volumes.map { VolumePath(storage: storage.name, volume: $0.name) }
        }
        guard Set(names) == source.paths else {
            let texts = source.paths.map(\.description).sorted().joined(separator: ", ")
            guard source.paths.count <= names.count else {
                return [
                    Diagnostic(
                        .error,
                        "\(desired.address) is one volume, and \(origin?.description ?? "its source") has several: \(texts)",
                        at: desired.origin?.location,
                        hint: "clone it on the array, declare that under `app_instances`, and take it over: `adopt`")
                ]
            }
            return [
                Diagnostic(
                    .error,
                    "\(desired.address) names its volumes \(names.map(\.description).joined(separator: ", ")), but a "
                        + "clone keeps the names of its source: \(texts)",
                    at: desired.origin?.location,
                    hint: "set `default_storage_name` and `default_volume_name` to those of the source")
            ]
        }
        guard !source.mayBeSmaller else { return [] }
        return desired.storageInstances.flatMap { storage in
            storage.volumes.compactMap { volume -> Diagnostic? in
                let size = source.storageInstances.first { $0.name == storage.name }?
                    .volumes.first { $0.name == volume.name }?.size
                guard let size, volume.size.value < size else { return nil }
                return Diagnostic(
                    .error,
                    "\(desired.address) cannot be \(volume.size.value): \(origin?.description ?? "its source") has \(size), "
                        + "and a clone cannot be smaller",
                    at: volume.size.location, hint: "write `size: \(size.count)GiB` or more")
            }
        }
    }
}

extension ObservedAppInstance {
    /// A snapshot holds the size of its time, which cannot be read; never more than now, and if less is desired, that.
    fileprivate mutating func shrink(to desired: DesiredAppInstance) {
        for storage in storageInstances.indices {
            for volume in storageInstances[storage].volumes.indices {
                let live = storageInstances[storage].volumes[volume]
                let size = desired.storageInstances.first { $0.name == storageInstances[storage].name }?
                    .volumes.first { $0.name == live.name }?.size.value
                if let size, size < live.size { storageInstances[storage].volumes[volume].size = size }
            }
        }
    }
}

extension StorageInstanceContent {
    /// What is compared right after the POST: what the following steps rely on.
    fileprivate func expectation(_ change: AppInstanceChange) -> StorageInstanceContent {
        let desired = change.desired.storageInstances.first { $0.name == name }
        let setsPool = change.differences.contains {
            if case .ipPool(storage: name, from: _, to: _) = $0 { true } else { false }
        }
        var content = self
        if desired?.ipPools == nil || setsPool { content.ipPool = nil }
        for index in volumes.indices where desired?.volume(volumes[index].name)?.placement == nil {
            content.volumes[index].placement = nil
        }
        return content
    }
}

extension DesiredStorageInstance {
    fileprivate func volume(_ name: String) -> DesiredVolume? { volumes.first { $0.name == name } }
}

extension AppInstanceDiff.Findings {
    /// Extends every volume, also where the sizes of now differ from nothing: the executor leaves out what the copy
    /// then shows to be so already.
    fileprivate mutating func extendEveryVolume(of desired: DesiredAppInstance, from copy: ObservedAppInstance) {
        let known = Set(
            differences.compactMap { difference -> VolumePath? in
                if case .setting(let path, .size, _) = difference { path } else { nil }
            })
        let others = copy.storageInstances.flatMap { storage in
            storage.volumes.compactMap { volume -> Difference? in
                let path = VolumePath(storage: storage.name, volume: volume.name)
                let declared = desired.storageInstances.first { $0.name == storage.name }?
                    .volumes.first { $0.name == volume.name }
                guard let declared, !known.contains(path) else { return nil }
                return .setting(path, from: .size(volume.size), to: declared.size.map(VolumeSetting.size))
            }
        }
        differences.insert(contentsOf: others, at: 0)
    }
}
