extension AppInstance {
    /// The whole tree, member for member in the recorded order.
    func view(for viewer: Viewer) -> JSONValue {
        var members: JSONObject = [
            "tenant": .string(tenant.description), "path": .string(path), "name": .string(name), "id": .string(id),
            "health": .string(health ?? "ok"), "app_template": appTemplate?.view ?? ResolvedReference.unboundView,
            "descr": .string(descr ?? ""), "admin_state": .string(adminState.rawValue),
            "storage_instances": .array(storageInstances.map { $0.view(in: self, for: viewer) }),
            "create_mode": .string(createMode), "uuid": .string(uuid),
            "snapshots": .array(snapshots.map { $0.view(under: path, for: viewer) }),
            "snapshot_policies": .array(snapshotPolicies.map { $0.view(under: path) }),
            "deployment_state": "deployed",
        ]
        if viewer.isPending(cloningUntil) { members["op_state"] = "cloning" }
        if let cloneSource { members["clone_src"] = .reference(cloneSource) }
        if let restorePoint { members["restore_point"] = .string(restorePoint) }
        if viewer.dialect.hasExtendedFields, viewer.dialect.hasStoragePools {
            members["repair_priority"] = .string(repairPriority ?? "default")
            members["storage_pool"] = []
        }
        return .object(members)
    }

    /// A plain member, by which lists are filtered and sorted; the whole tree is too costly to build for that.
    func attribute(_ key: String) -> JSONValue? {
        switch key {
        case "name": .string(name)
        case "id": .string(id)
        case "tenant": .string(tenant.description)
        case "path": .string(path)
        case "descr": .string(descr ?? "")
        case "admin_state": .string(adminState.rawValue)
        case "create_mode": .string(createMode)
        case "uuid": .string(uuid)
        case "health": .string(health ?? "ok")
        case "deployment_state": "deployed"
        default: nil
        }
    }
}
