extension Tenant {
    func view(subtenants: [TenantPath], hasOwnInitiators: Bool, for viewer: Viewer) -> JSONValue {
        var members: JSONObject = [
            "path": .string(path.entityPath), "name": .string(path.name), "descr": .string(descr ?? ""),
            "parent_path": .string(path.parent?.description ?? ""),
            "subtenants": .strings(subtenants.map(\.description)),
        ]
        if viewer.dialect.hasExtendedFields {
            members["quota"] = [:]
            members["quota_status"] = [:]
            members["mgmt_ips"] = []
            let source = hasOwnInitiators ? path : path.parent ?? path
            members["initiator_list_src"] = .string(source.description)
        }
        return .object(members)
    }
}
