/// Which media a volume's replicas must and may lie on.
struct PlacementPolicy: Sendable, Codable, Equatable {
    let name: String
    let tenant: TenantPath
    var descr: String?
    /// Paths of media policies.
    var max: [String]
    var min: [String]

    var path: String { "/placement_policies/\(name)" }
}
