/// Users of the SNMP agent, kept among the settings. Their passwords are never shown.
enum SNMPUserRules {
    private static let collection = "/system/snmp_policy/users"
    private static let item = collection + "/:user_id"
    private static let entity = "snmp_user"

    static let routes: [Route] = [
        .list(collection, "List SNMP users", entity: entity) { state, call throws(Refusal) in
            .page(try Listing(call).page(users(in: state).map(shown)))
        },
        Route(.create, collection, "Create an SNMP user", entity: entity, schema: .fixed(.snmpUserCreation)) {
            state, call throws(Refusal) in
            let id = call["user_id"]?.string ?? ""
            guard !id.isEmpty, !id.contains("/") else { throw .validationFailed("\(id) is not a valid user_id") }
            var users = users(in: state)
            guard !users.contains(where: { $0["user_id"]?.string == id }) else { throw .conflict("SNMP user", id) }
            let path: JSONObject = ["path": .string("\(collection)/\(id)")]
            let user = JSONValue.object(path.merging(call.body.object ?? [:]))
            users.append(user)
            state.settings[collection] = .array(users)
            return .entity(shown(user))
        },
        Route(.read, item, "Show an SNMP user", entity: entity) { state, call throws(Refusal) in
            .entity(shown(users(in: state)[try index(in: state, call)]))
        },
        Route(.update, item, "Edit an SNMP user", entity: entity, schema: .fixed(.snmpUserUpdate)) {
            state, call throws(Refusal) in
            var users = users(in: state)
            let index = try index(in: state, call)
            users[index] = MergePatch(patch: call.body).applied(to: users[index])
            state.settings[collection] = .array(users)
            return .entity(shown(users[index]))
        },
        .delete(item, "Delete an SNMP user", entity: entity) { state, call throws(Refusal) in
            var users = users(in: state)
            let user = users.remove(at: try index(in: state, call))
            state.settings[collection] = .array(users)
            return .entity(shown(user))
        },
    ]

    private static func users(in state: ArrayState) -> [JSONValue] { state.settings[collection]?.array ?? [] }

    private static func index(in state: ArrayState, _ call: Call) throws(Refusal) -> Int {
        let id = JSONValue.string(call.parameter(0))
        guard let index = users(in: state).firstIndex(where: { $0["user_id"] == id }) else {
            throw .absent("SNMP user", call.parameter(0))
        }
        return index
    }

    private static func shown(_ user: JSONValue) -> JSONValue {
        var members = user.object ?? [:]
        for key in ["auth_pass", "encr_pass"] where members[key] != nil { members[key] = "(hidden)" }
        return .object(members)
    }
}

extension Schema {
    private static let snmpPassword = Schema(kinds: [.string], minimumLength: 8)

    fileprivate static let snmpUserUpdate = object([
        "auth_pass": snmpPassword, "auth_protocol": choice(["MD5", "SHA"]), "encr_pass": snmpPassword,
        "encr_protocol": choice(["AES", "DES"]), "security_level": choice(["none", "auth_only", "auth_encr"]),
        "view": choice(["all", "host_resources"]),
    ])

    fileprivate static let snmpUserCreation = snmpUserUpdate.adding([
        "user_id": string, "version": choice(["v1", "v2c", "v3"]),
    ]).requiring(["user_id", "version"])
}
