struct Initiator: Sendable, Codable, Equatable {
    /// The IQN.
    let id: String
    let tenant: TenantPath
    var name: String

    var path: String { "/initiators/\(id)" }
}

struct InitiatorGroup: Sendable, Codable, Equatable {
    let name: String
    let tenant: TenantPath
    var members: [ResolvedReference]

    var path: String { "/initiator_groups/\(name)" }
}
