extension AppInstance {
    /// The whole tree, member for member in the recorded order.
    func view(for viewer: Viewer) -> JSONValue {
        var members: JSONObject = [
            "tenant": .string(tenant.description), "path": .string(path), "name": .string(name), "id": .string(id),
            "health": "ok", "app_template": appTemplate?.view ?? ResolvedReference.unboundView,
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

    /// The plain members that lists are filtered and sorted by; the tree below is too costly to build for that.
    var summary: JSONObject {
        [
            "tenant": .string(tenant.description), "path": .string(path), "name": .string(name), "id": .string(id),
            "health": "ok", "descr": .string(descr ?? ""), "admin_state": .string(adminState.rawValue),
            "create_mode": .string(createMode), "uuid": .string(uuid), "deployment_state": "deployed",
        ]
    }
}
