enum SessionRules {
    static let routes: [Route] = [
        Route(.update, "/login", "Log in", schema: .fixed(.login), needsSession: false, rule: login),
        Route(.update, "/logout", "Log out", rule: logout),
        Route(.read, "/userinfo", "Get information about the current user session", rule: userinfo),
        Route(.read, "/time", "Get the current system time") { _, call throws(Refusal) in
            .entity(["time": .string(call.now.iso8601)])
        },
    ]

    /// A login on a remote server (LDAP) is tried with the same users; the server's name is only accepted.
    static func login(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let (name, password) = (call["name"]?.string ?? "", call["password"]?.string ?? "")
        guard let user = state.users.first(where: { $0.userId == name }), user.password == password, user.enabled else {
            throw Refusal(kind: .authFailed, message: "Incorrect username or password.")
        }
        let key = state.random.hexWord() + state.random.hexWord()
        let expiry = call.now.advanced(by: call.configuration.sessionLifetime)
        state.sessions.open(user: name, key: key, until: expiry, now: call.now)
        return .bare(["key": .string(key), "version": .string("\(call.dialect.api)"), "request_time": 0])
    }

    static func logout(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        if let session = call.session { state.sessions.close(session.key) }
        return .bare(["message": "Logged out"])
    }

    static func userinfo(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let name = call.session?.user ?? ""
        let user = state.users.first { $0.userId == name }
        return .entity([
            "path": .string("/users/\(name)"), "user_id": .string(name), "full_name": .string(user?.fullName ?? name),
            "tenant": .string(call.tenant.description), "tenants": .strings(user?.tenants ?? []),
            "roles": .references(user?.roles ?? []),
        ])
    }
}
