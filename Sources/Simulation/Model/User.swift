struct User: Sendable, Codable, Equatable {
    let userId: String
    var fullName: String
    var password: String
    var email: String?
    var enabled = true
    var roles: [String] = []
    /// Entity paths of the tenants that the user may work in.
    var tenants: [String] = []

    var path: String { "/users/\(userId)" }
}
