struct Tenant: Sendable, Codable, Equatable {
    let path: TenantPath
    var descr: String?
}
