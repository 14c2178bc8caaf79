extension StorageInstance {
    func path(in app: AppInstance) -> String { "\(app.path)/storage_instances/\(name)" }

    func view(in app: AppInstance, for viewer: Viewer) -> JSONValue {
        let path = path(in: app)
        let isUp = adminState == .online && !viewer.isPending(availableAt)
        var members: JSONObject = [
            "health": "ok", "path": .string(path), "name": .string(name), "admin_state": .string(adminState.rawValue),
            "op_state": isUp ? "available" : "unavailable",
            "volumes": .array(volumes.map { $0.view(under: path, for: viewer) }),
            "access_control_mode": .string(accessControlMode.rawValue),
            "acl_policy": aclPolicy.view(under: path, tenant: app.tenant, for: viewer),
            "ip_pool": ipPool.view,
            "access": ["path": .string(path + "/access"), "ips": .strings(ips), "iqn": .string(iqn)],
            "auth": auth.view(under: path),
            "active_initiators": .strings(connectedInitiators),
            "active_storage_nodes": .references(activeStorageNodes),
            "uuid": .string(uuid),
        ]
        if viewer.dialect.hasObjectStores {
            members["service_configuration"] = .string(serviceConfiguration ?? "iscsi")
        }
        return .object(members)
    }
}

extension AccessPolicy {
    func view(under storagePath: String, tenant: TenantPath, for viewer: Viewer) -> JSONValue {
        [
            "path": .string(storagePath + "/acl_policy"),
            "initiators": Self.entries(initiators, seenFrom: tenant, for: viewer),
            "initiator_groups": Self.entries(initiatorGroups, seenFrom: tenant, for: viewer),
        ]
    }

    /// Entries taken from a parent tenant carry its name; a client must drop that again before it sends the list back.
    static func entries(
        _ references: [ResolvedReference], seenFrom tenant: TenantPath, for viewer: Viewer
    ) -> JSONValue {
        .array(
            references.map { reference in
                viewer.dialect.marksInheritedInitiators && reference.resolvedTenant != tenant
                    ? ["path": .string(reference.path), "tenant": .string(reference.resolvedTenant.description)]
                    : .reference(reference.path)
            })
    }
}

extension Authentication {
    /// Passwords are hidden, whether there are any or not.
    func view(under storagePath: String) -> JSONValue {
        [
            "path": .string(storagePath + "/auth"), "type": .string(type.rawValue),
            "initiator_user_name": .string(initiatorUserName), "initiator_pswd": "(hidden)",
            "target_user_name": .string(targetUserName), "target_pswd": "(hidden)",
        ]
    }
}
