import StorageModel

extension DesiredAppInstance {
    /// Of a volume made from a template, whatever parts the live one has are desired: the template decided them.
    func bound(to live: ObservedAppInstance, on product: ProductVersion) -> DesiredAppInstance {
        guard template != nil else { return self }
        return bound(
            to: live.storageInstances.map { storage in
                (storage.name, storage.volumes.map { ($0.name, $0.size) })
            }, sizeCounts: product.changesTemplateSizes)
    }

    /// The POST that makes it from its template.
    func spec(
        for stack: String, from made: AppTemplate, on cluster: ObservedCluster
    ) -> AppInstanceSpec {
        var storages = made.storageInstances
        for index in storages.indices { storages[index].accessControlMode = accessControlMode }
        let overrides = cluster.overridesTemplates && template?.overridesSize == true
        if overrides, let size = template?.size, made.hasOneVolume {
            storages[0].volumes[0].size = size.value
        }
        var spec = AppInstanceSpec(
            tenant: tenant, name: name.value, marker: Marker(stack: stack, key: key, mask: [.name], hash: ""),
            accessControlMode: accessControlMode, storageInstances: storages)
        spec.template = template?.name.value
        spec.templatePolicies =
            made.snapshotPolicies.isEmpty ? nil : made.snapshotPolicies.sorted { $0.name < $1.name }
        spec.overridesTemplate = overrides && template?.size != nil
        spec.openStackID = openStackID
        spec.marker.flags.isProtected = protect?.value ?? false
        spec.marker.flags.isBeingBuilt = true
        let tree = made.storageInstances.map { ($0.name, $0.volumes.map { ($0.name, $0.size) }) }
        spec.marker.record(chapReferences: bound(to: tree, sizeCounts: false).chapReferences)
        spec.marker.hash = CanonicalForm(of: ObservedAppInstance(expectedFrom: spec), under: [.name]).hash
        return spec
    }

    /// - Parameter sizeCounts: whether the product changes the size of what a template has made.
    private func bound(
        to tree: [(name: String, volumes: [(name: String, size: Gibibytes)])], sizeCounts: Bool
    ) -> DesiredAppInstance {
        guard let template else { return self }
        var result = self
        let isSingle = tree.count == 1 && tree[0].volumes.count == 1
        let size = isSingle && sizeCounts && template.overridesSize ? template.size : nil
        if size == nil { result.ignored.insert(.size) }
        result.storageInstances = tree.map { storage in
            DesiredStorageInstance(
                name: storage.name, roundRobin: template.roundRobin, attachment: template.attachment,
                volumes: storage.volumes.map { DesiredVolume(name: $0.name, size: size ?? Declared($0.size)) })
        }
        return result
    }
}

extension AppTemplate {
    var hasOneVolume: Bool { storageInstances.count == 1 && storageInstances[0].volumes.count == 1 }
}
