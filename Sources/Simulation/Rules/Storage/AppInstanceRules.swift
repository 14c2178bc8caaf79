enum AppInstanceRules {
    static let routes: [Route] = [
        .list("/app_instances", "List all app instances", entity: "app_instance", rule: list),
        Route(
            .create, "/app_instances", "Create an app instance", entity: "app_instance",
            schema: .byDialect(Schema.appInstanceCreation), rule: AppInstanceCreation.create),
        Route(.read, "/app_instances/:id", "Show an app instance", entity: "app_instance", rule: read),
        Route(
            .update, "/app_instances/:id", "Edit an app instance", entity: "app_instance",
            schema: .byDialect(Schema.appInstanceUpdate), rule: AppInstanceUpdate.update),
        .delete(
            "/app_instances/:id", "Delete an app instance", entity: "app_instance", schema: .forceOnly, rule: delete),
    ]

    static func list(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let all = state.appInstances.values(in: call.tenant)
        let page = try Listing(call).page(
            all, attribute: { $0.attribute($1) }, encode: { encoded($0, in: &state, for: call.viewer) })
        return .page(page)
    }

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        answer(try state.appInstance(call), in: &state, call)
    }

    /// The answer for one app instance, from the encoded texts that are kept.
    static func answer(_ app: AppInstance, in state: inout ArrayState, _ call: Call) -> Answer {
        .encoded(encoded(app, in: &state, for: call.viewer), path: app.path, name: app.name)
    }

    private static func encoded(_ app: AppInstance, in state: inout ArrayState, for viewer: Viewer) -> [UInt8] {
        state.appInstances.encoded(app.id, for: viewer) { JSONWriter.encoded($0.view(for: viewer)) } ?? []
    }

    /// Every client takes an app instance offline first; one that is online is refused even with force.
    static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let app = try state.appInstance(call)
        guard app.adminState == .offline else {
            throw .invalidRequest("App instance \(app.name) is online; it must be offline before it can be deleted.")
        }
        let answer = answer(app, in: &state, call)
        state.appInstances.remove(id: app.id)
        return answer
    }
}
