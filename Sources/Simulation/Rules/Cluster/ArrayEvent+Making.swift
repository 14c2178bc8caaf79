extension ArrayEvent {
    /// A change of the array itself.
    static func system(
        _ severity: Severity, _ code: String, _ message: String, type: String, name: String, path: String,
        at now: ArrayTime
    ) -> ArrayEvent {
        ArrayEvent(
            source: .system, severity: severity, code: code, message: message, operation: nil, tenant: .root,
            objectType: type, objectName: name, objectPath: path, user: "", version: "", parameters: [], time: now,
            lastSeen: now)
    }

    /// What a request leaves in the log when it was carried out; nothing for a read.
    static func of(_ route: Route, _ call: Call, _ answer: Answer) -> ArrayEvent? {
        switch (route.operation, route.pattern) {
        case (.read, _): nil
        // There is no session yet when the login is made.
        case (_, "/login"): session("in", of: call["name"]?.string ?? "", call)
        case (_, "/logout"): session("out", of: call.session?.user ?? "", call)
        case (.create, _): change("created", route, call, answer)
        case (.update, _): change("edited", route, call, answer)
        case (.delete, _): change("deleted", route, call, answer)
        }
    }

    private static func session(_ direction: String, of user: String, _ call: Call) -> ArrayEvent {
        ArrayEvent(
            source: .user, severity: .info, code: "USER_LOGGED_\(direction.uppercased())",
            message: "\(user) logged \(direction)", operation: nil, tenant: call.tenant, objectType: "user",
            objectName: user, objectPath: "/users/\(user)", user: user, version: "\(call.dialect.api)", parameters: [],
            time: call.now, lastSeen: call.now)
    }

    private static func change(_ verb: String, _ route: Route, _ call: Call, _ answer: Answer) -> ArrayEvent {
        let path = answer.objectPath ?? call.path
        let type = route.entity ?? route.pattern.split(separator: "/").last { $0.first != ":" }.map { "\($0)" } ?? ""
        let name = answer.objectName ?? path.split(separator: "/").last.map { "\($0)" } ?? ""
        let user = call.session?.user ?? ""
        return ArrayEvent(
            source: .user, severity: .info, code: "\(type)_\(verb)".uppercased(),
            message: "\(user) \(verb) \(type.split(separator: "_").joined(separator: " ")) \(name)",
            operation: route.operation, tenant: call.tenant, objectType: type, objectName: name, objectPath: path,
            user: user, version: "\(call.dialect.api)", parameters: call.body.object?.keys.sorted() ?? [],
            time: call.now, lastSeen: call.now)
    }
}
