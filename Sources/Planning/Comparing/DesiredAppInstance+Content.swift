package import StorageModel

extension DesiredAppInstance {
    /// The one POST that makes this app instance complete, marker included.
    func spec(for stack: String, on product: ProductVersion) -> AppInstanceSpec {
        var spec = AppInstanceSpec(
            tenant: tenant, name: name.value,
            marker: Marker(stack: stack, key: key, mask: managedGroups, hash: ""),
            accessControlMode: accessControlMode, adminState: adminState?.value,
            storageInstances: storageInstances.map { $0.content(in: self, on: product) }, chap: chapSettings)
        spec.openStackID = openStackID
        spec.marker.flags.isProtected = protect?.value ?? false
        spec.marker.flags.chapVersions = chapVersions
        spec.marker.record(chapReferences: chapReferences)
        spec.marker.hash =
            CanonicalForm(of: ObservedAppInstance(expectedFrom: spec), under: managedGroups).hash
        return spec
    }

    /// By storage instance.
    private var chapSettings: [String: CHAPSetting] {
        Dictionary(
            storageInstances.compactMap { storage in storage.attachment?.chap.map { (storage.name, $0.setting) } }
        ) { first, _ in first }
    }

    /// The groups of fields that the manifest manages.
    var managedGroups: FieldGroups {
        var groups: FieldGroups = [.name, .size]
        let volumes = storageInstances.flatMap(\.volumes)
        groups.formUnion(volumes.reduce(into: []) { $0.formUnion($1.managedSettings) })
        for field in volumes.flatMap({ $0.qos?.effective(for: $0.size.value).keys.map { $0 } ?? [] }) {
            groups.formUnion([.qos, .limit(field)])
        }
        if volumes.contains(where: { $0.snapshotPolicies != nil }) { groups.insert(.snapshotPolicies) }
        if storageInstances.contains(where: { $0.ipPools != nil }) { groups.insert(.ipPool) }
        if storageInstances.contains(where: { $0.attachment != nil }) { groups.insert(.attachments) }
        if storageInstances.contains(where: { $0.attachment?.managesCHAP == true }) { groups.insert(.chap) }
        if adminState != nil { groups.insert(.adminState) }
        if template != nil { groups.insert(.template) }
        if !metadata.isEmpty { groups.insert(.metadata) }
        return groups.subtracting(ignored)
    }

    /// Six hex digits that change when any storage instance's CHAP version does; nil without CHAP.
    var chapVersions: String? {
        var versions: [String: Int] = [:]
        for storage in storageInstances { versions[storage.name] = storage.attachment?.chap?.version }
        return CHAPRotation.digest(versions)
    }
}

extension DesiredStorageInstance {
    /// What one part of an app instance declares is managed on all of it, so what another part leaves open is given the
    /// array's default by name: the marker's hash needs to know it.
    func content(in app: DesiredAppInstance, on product: ProductVersion) -> StorageInstanceContent {
        StorageInstanceContent(
            name: name, ipPool: ipPools?.value.preferred(for: app.key) ?? (app.manages(.ipPool) ? "default" : nil),
            initiators: attachment?.initiators ?? [],
            groups: attachment?.groups ?? [],
            authentication: attachment?.chap?.setting.observable ?? .none, accessControlMode: app.accessControlMode,
            volumes: volumes.map { $0.content(in: app, on: product) })
    }
}

extension DesiredVolume {
    func content(in app: DesiredAppInstance, on product: ProductVersion) -> VolumeContent {
        let limits = qos?.effective(for: size.value) ?? [:]
        var content = VolumeContent.standard(
            name, size.value, placement: app.manages(.placement) ? .standard(on: product) : nil)
        content.performance = limits.isEmpty ? nil : PerformanceLimits(limits.mapValues(\.limit.value))
        content.snapshotPolicies = (snapshotPolicies?.value ?? []).sorted { $0.name < $1.name }
        for setting in settings(on: product) { setting.value.set(in: &content) }
        return content
    }
}

extension DesiredAppInstance {
    fileprivate func manages(_ group: FieldGroups) -> Bool { managedGroups.contains(group) }
}

extension Placement {
    /// Where a product puts what says nothing (dsp-api.md section 5).
    fileprivate static func standard(on product: ProductVersion) -> Placement {
        product.hasPlacementPolicies ? .policy("default") : .mode(.hybrid)
    }
}

extension DesiredCHAP {
    package var setting: CHAPSetting { mutual.map { .mutual(credentials, target: $0) } ?? .oneWay(credentials) }
}

extension [String] {
    /// The pool of a list that a new volume goes into: rendezvous hashing, so that adding a pool moves few choices.
    func preferred(for key: ResourceKey) -> String? {
        self.max { Digest.sha256("\(key.markerID) \($0)") < Digest.sha256("\(key.markerID) \($1)") }
    }
}
