extension AppTemplate {
    /// `users` are the paths of the app instances made by it.
    func view(users: [String], for viewer: Viewer) -> JSONValue {
        [
            "path": .string(path), "name": .string(name), "descr": .string(descr ?? ""),
            "tenant": .string(tenant.description),
            "app_instances": .references(users),
            "storage_templates": .array(storageTemplates.map { $0.view(under: path, for: viewer) }),
            "snapshot_policies": .array(snapshotPolicies.map { $0.view(under: path) }),
        ]
    }
}

extension StorageTemplate {
    func path(under templatePath: String) -> String { "\(templatePath)/storage_templates/\(name)" }

    /// In API 2.1 the pool is plain text here, unlike in a storage instance.
    func view(under templatePath: String, for viewer: Viewer) -> JSONValue {
        let path = path(under: templatePath)
        let pool = viewer.dialect.refersToTemplatePools ? JSONValue.reference(ipPool.path) : .string(ipPool.path)
        return [
            "path": .string(path), "name": .string(name), "ip_pool": pool,
            "auth": auth.view(under: path),
            "volume_templates": .array(volumeTemplates.map { $0.view(under: path, for: viewer) }),
        ]
    }
}

extension VolumeTemplate {
    func path(under storagePath: String) -> String { "\(storagePath)/volume_templates/\(name)" }

    func view(under storagePath: String, for viewer: Viewer) -> JSONValue {
        let path = path(under: storagePath)
        var members: JSONObject = [
            "path": .string(path), "name": .string(name), "size": .int(size), "replica_count": .int(replicaCount),
            "snapshot_policies": .array(snapshotPolicies.map { $0.view(under: path) }),
        ]
        if viewer.dialect.placesByPolicy {
            members["placement_policy"] = placementPolicy.view
        } else {
            members["placement_mode"] = .string(placementMode)
        }
        if let performancePolicy { members["performance_policy"] = performancePolicy.view(under: path) }
        return .object(members)
    }
}
