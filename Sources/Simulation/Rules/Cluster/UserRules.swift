/// Users and their roles. Every user may do everything: the simulated array checks no privileges.
enum UserRules {
    private static let item = "/users/:user_id"

    static let routes: [Route] = [
        .list("/users", "List users", entity: "user") { state, call throws(Refusal) in
            .page(try Listing(call).page(state.users.map(\.view)))
        },
        Route(.create, "/users", "Create a user", entity: "user", schema: .fixed(.userCreation), rule: create),
        Route(.read, item, "Show a user", entity: "user") { state, call throws(Refusal) in
            .entity(state.users[try index(in: state, call)].view)
        },
        Route(.update, item, "Edit a user", entity: "user", schema: .fixed(.userUpdate), rule: update),
        .delete(item, "Delete a user", entity: "user", rule: delete),
        .list(item + "/roles", "List a user's roles", entity: "role") { state, call throws(Refusal) in
            let roles = state.users[try index(in: state, call)].roles
            return .page(try Listing(call).page(roles.map(JSONValue.reference)))
        },
        Route(
            .update, item + "/roles", "Add a role to a user or remove one", entity: "role",
            schema: .fixed(.membership), rule: changeRole),
        .list("/roles", "List roles", entity: "role") { _, call throws(Refusal) in
            .page(try Listing(call).page(roles.map(view(ofRole:))))
        },
        Route(.read, "/roles/:role_id", "Show a role", entity: "role") { _, call throws(Refusal) in
            guard roles.contains(call.parameter(0)) else { throw .absent("Role", call.parameter(0)) }
            return .entity(view(ofRole: call.parameter(0)))
        },
    ]

    private static let roles = ["admin", "tenant_admin", "viewer"]

    private static func view(ofRole name: String) -> JSONValue {
        ["path": .string("/roles/\(name)"), "role_id": .string(name), "privileges": []]
    }

    static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let name = call["user_id"]?.string ?? ""
        guard !state.users.contains(where: { $0.userId == name }) else { throw .conflict("User", name) }
        var user = User(userId: name, fullName: "", password: "")
        try update(&user, by: call, in: state)
        state.users.append(user)
        return .entity(user.view)
    }

    static func update(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let index = try index(in: state, call)
        var user = state.users[index]
        try update(&user, by: call, in: state)
        state.users[index] = user
        return .entity(user.view)
    }

    /// The session's own user cannot be deleted: that could not be undone.
    static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let index = try index(in: state, call)
        guard state.users[index].userId != call.session?.user else {
            throw .invalidRequest("User \(call.parameter(0)) is logged in and cannot be deleted.")
        }
        return .entity(state.users.remove(at: index).view)
    }

    static func changeRole(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let index = try index(in: state, call)
        let role = try role(at: call["path"]?.string ?? "")
        switch (call["op"]?.string, state.users[index].roles.firstIndex(of: role)) {
        case ("add", nil): state.users[index].roles.append(role)
        case ("add", .some): throw .conflict("Entry", role)
        case (_, let position?): state.users[index].roles.remove(at: position)
        case (_, nil): throw .absent("Entry", role)
        }
        // The one role that this is about: the Python SDK takes nothing but an object here.
        return .entity(view(ofRole: String(role.dropFirst("/roles/".count))))
    }

    private static func index(in state: ArrayState, _ call: Call) throws(Refusal) -> Int {
        guard let index = state.users.firstIndex(where: { $0.userId == call.parameter(0) }) else {
            throw .absent("User", call.parameter(0))
        }
        return index
    }

    private static func role(at path: String) throws(Refusal) -> String {
        guard roles.contains(where: { "/roles/\($0)" == path }) else {
            throw .validationFailed("The object at \(path) does not exist")
        }
        return path
    }

    private static func update(_ user: inout User, by call: Call, in state: ArrayState) throws(Refusal) {
        if let name = call["full_name"]?.string { user.fullName = name }
        if let password = call["password"]?.string { user.password = password }
        if let email = call["email"] { user.email = email.string }
        if let enabled = call["enabled"]?.bool { user.enabled = enabled }
        if let references = call["roles"]?.array {
            user.roles = []
            for path in references.compactMap({ $0["path"]?.string }) { user.roles.append(try role(at: path)) }
        }
        if let references = call["tenants"]?.array {
            user.tenants = []
            for path in references.compactMap({ $0["path"]?.string }) {
                guard state.hasTenant(TenantPath(path)) else {
                    throw .validationFailed("The object at \(path) does not exist")
                }
                user.tenants.append(TenantPath(path).description)
            }
        }
    }
}
