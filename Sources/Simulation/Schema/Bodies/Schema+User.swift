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
