enum AuthenticationRules {
    private static let item = "/app_instances/:id/storage_instances/:storage_instance_name/auth"

    static let routes: [Route] = [
        Route(.read, item, "Show the iSCSI authentication", entity: "auth", rule: read),
        Route(
            .update, item, "Edit the iSCSI authentication", entity: "auth", schema: .byDialect(Schema.authentication),
            rule: update),
    ]

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let app = try state.appInstance(call)
        let storage = try app.storageInstance(call)
        return .entity(storage.auth.view(under: storage.path(in: app)))
    }

    static func update(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        try state.editStorageInstance(call) { (storage, _, _) throws(Refusal) in
            storage.auth = try settings(storage.auth, updatedBy: call.body)
        }
        return try read(&state, call)
    }

    /// One-way CHAP needs the target's credentials, mutual CHAP also the initiator's. Type none forgets them all.
    static func settings(_ settings: Authentication, updatedBy body: JSONValue?) throws(Refusal) -> Authentication {
        guard let body else { return settings }
        var updated = settings
        if let kind = body["type"]?.string.flatMap(Authentication.Kind.init) { updated.type = kind }
        let fields: [(String, WritableKeyPath<Authentication, String>)] = [
            ("initiator_user_name", \.initiatorUserName), ("initiator_pswd", \.initiatorPswd),
            ("target_user_name", \.targetUserName), ("target_pswd", \.targetPswd),
            ("access_key", \.accessKey), ("secret_key", \.secretKey),
        ]
        for (key, field) in fields {
            if let text = body[key]?.string { updated[keyPath: field] = text }
        }
        switch updated.type {
        case .none: return Authentication()
        case .chap: try updated.require([\.targetUserName, \.targetPswd], for: "chap")
        case .mchap:
            try updated.require(
                [\.targetUserName, \.targetPswd, \.initiatorUserName, \.initiatorPswd], for: "mchap")
        case .accessKeys: break
        }
        return updated
    }
}

extension Authentication {
    fileprivate func require(_ fields: [KeyPath<Authentication, String>], for kind: String) throws(Refusal) {
        guard fields.allSatisfy({ !self[keyPath: $0].isEmpty }) else {
            throw .validationFailed("Authentication type \(kind) needs its user names and passwords")
        }
    }
}
