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

extension User {
    /// Without the password, which the array never shows.
    var view: JSONValue {
        [
            "path": .string(path), "user_id": .string(userId), "full_name": .string(fullName),
            "email": email.map { .string($0) } ?? .null, "enabled": .bool(enabled), "roles": .references(roles),
            "tenants": .references(tenants.map { TenantPath($0).entityPath }),
        ]
    }
}

extension Schema {
    static let userUpdate = object([
        "email": Schema(kinds: [.string, .null], pattern: .email, maximumLength: 254),
        "enabled": boolean,
        "full_name": text(.description),
        "password": text(.password),
        "roles": references,
        "tenants": references,
    ])

    static let userCreation = userUpdate.adding(["user_id": text(.login)])
        .requiring(["user_id", "full_name", "password"])
}
