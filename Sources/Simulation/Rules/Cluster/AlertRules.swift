/// Alerts: one for each storage node that is not online. Clearing one hides it until the node changes again.
enum AlertRules {
    static let routes: [Route] = [
        .list("/alerts", "List alerts", entity: "alert", isOffered: \.hasTopLevelAlerts, rule: list),
        Route(.read, "/alerts/:uuid", "Show an alert", entity: "alert", isOffered: \.hasTopLevelAlerts) {
            state, call throws(Refusal) in
            .entity(view(of: state.storageNodes[try index(in: state, call)]))
        },
        Route(
            .update, "/alerts/:uuid", "Clear an alert", entity: "alert",
            schema: .fixed(.object(["cleared": .boolean])), isOffered: \.hasTopLevelAlerts
        ) { state, call throws(Refusal) in
            let index = try index(in: state, call)
            if let cleared = call["cleared"]?.bool { state.storageNodes[index].isAlertCleared = cleared }
            return .entity(view(of: state.storageNodes[index]))
        },
        .list(
            "/monitoring/alerts", "List alerts", entity: "alert", isOffered: { !$0.hasTopLevelAlerts }, rule: list),
    ]

    static func list(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        .page(try Listing(call).page(alarming(state).filter { !$0.isAlertCleared }.map(view)))
    }

    private static func alarming(_ state: ArrayState) -> [StorageNode] {
        state.storageNodes.filter { $0.adminState != "online" }
    }

    private static func index(in state: ArrayState, _ call: Call) throws(Refusal) -> Int {
        let uuid = call.parameter(0)
        guard let index = state.storageNodes.firstIndex(where: { $0.uuid == uuid && $0.adminState != "online" }) else {
            throw .absent("Alert", uuid)
        }
        return index
    }

    private static func view(of node: StorageNode) -> JSONValue {
        [
            "path": .string("/alerts/\(node.uuid)"), "uuid": .string(node.uuid), "severity": "warning",
            "code": "STORAGE_NODE_NOT_ONLINE", "cleared": .bool(node.isAlertCleared),
            "message": .string("Storage node \(node.name) is \(node.adminState)."), "object_path": .string(node.path),
            "tenant": .string(TenantPath.root.description), "repeat_count": 1,
        ]
    }
}
