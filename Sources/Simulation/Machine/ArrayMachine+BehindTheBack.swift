/// Changes of the state that no client of the API can make, for tests to make them.
extension ArrayMachine {
    /// Carries out the change that an admin request asks for; false when it asks for none of these.
    mutating func change(by request: SimulatedRequest, path: ArraySlice<String>) throws(Refusal) -> Bool {
        switch (request.method, path.first ?? "", path.dropFirst()) {
        case ("POST", "expire-sessions", []): state.sessions.expireAll()
        case ("PUT", "connections", []): try connect(try RequestBody.value(of: request, for: .free))
        case ("PUT", "sessions", []): recordSessions(try RequestBody.value(of: request, for: .free))
        case ("PATCH", "state", let rest):
            try patchState(at: rest, with: try RequestBody.value(of: request, for: .free))
        default: return false
        }
        return true
    }

    /// Sets who is logged in to a storage instance: `{tenant, app_instance, storage_instance, initiators}`.
    private mutating func connect(_ body: JSONValue) throws(Refusal) {
        let tenant = TenantPath(body["tenant"]?.string ?? "")
        var app = try state.appInstance(body["app_instance"]?.string ?? "", in: tenant)
        let index = try app.storageIndex(body["storage_instance"]?.string ?? "storage-1")
        app.storageInstances[index].activeInitiators = (body["initiators"]?.array ?? []).compactMap(\.string)
        state.appInstances.put(app)
    }

    /// Puts on record who has a session on the data path: `{IQN of the target: [initiators]}`. Others have none.
    private mutating func recordSessions(_ body: JSONValue) {
        for var app in state.appInstances.values {
            var isChanged = false
            for index in app.storageInstances.indices {
                let initiators = body[app.storageInstances[index].iqn]?.array?.compactMap(\.string)
                guard app.storageInstances[index].sessionInitiators != initiators else { continue }
                app.storageInstances[index].sessionInitiators = initiators
                isChanged = true
            }
            if isChanged { state.appInstances.put(app) }
        }
    }

    /// Merges a patch into the state, past all rules.
    private mutating func patchState(at path: ArraySlice<String>, with patch: JSONValue) throws(Refusal) {
        // A path into one app instance leaves thousands of others alone, so they are not coded for it.
        if path.first == "app_instances", let app = path.dropFirst().first.flatMap(state.appInstances.first) {
            let patched = try Self.patched(app, at: path.dropFirst(2), with: patch, path)
            state.appInstances.remove(id: app.id)
            state.appInstances.put(patched)
        } else {
            state = try Self.patched(state, at: path, with: patch, path)
        }
    }

    private static func patched<Part: Codable>(
        _ part: Part, at rest: ArraySlice<String>, with patch: JSONValue, _ path: ArraySlice<String>
    ) throws(Refusal) -> Part {
        guard let patched = MergePatch(patch: patch).applied(to: try StateCodec.json(part), at: rest) else {
            throw .absent("State", path.joined(separator: "/"))
        }
        return try StateCodec.value(patched)
    }
}
