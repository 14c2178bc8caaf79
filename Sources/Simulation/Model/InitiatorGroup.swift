struct InitiatorGroup: Sendable, Codable, Equatable {
    let name: String
    let tenant: TenantPath
    var members: [ResolvedReference]

    var path: String { "/initiator_groups/\(name)" }
}
