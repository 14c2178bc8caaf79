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
