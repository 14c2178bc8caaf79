struct MediaPolicy: Sendable, Codable, Equatable {
    let name: String
    let tenant: TenantPath
    var descr: String?
    var priority: Int

    var path: String { "/media_policies/\(name)" }
}
