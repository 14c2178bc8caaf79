struct Tenant: Sendable, Codable, Equatable {
    let path: TenantPath
    var descr: String?
}

/// A named object that belongs to a tenant and is visible in the tenants below it.
protocol TenantScoped: Sendable {
    var tenant: TenantPath { get }
    /// What identifies it within its tenant.
    var key: String { get }
    var path: String { get }
}

extension Initiator: TenantScoped { var key: String { id } }
extension InitiatorGroup: TenantScoped { var key: String { name } }
extension AddressPool: TenantScoped { var key: String { name } }
extension AppTemplate: TenantScoped { var key: String { name } }
extension PlacementPolicy: TenantScoped { var key: String { name } }
extension MediaPolicy: TenantScoped { var key: String { name } }

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
