struct Initiator: Sendable, Codable, Equatable {
    /// The IQN.
    let id: String
    let tenant: TenantPath
    var name: String

    var path: String { "/initiators/\(id)" }
}
