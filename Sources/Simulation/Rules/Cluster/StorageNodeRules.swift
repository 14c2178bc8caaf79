enum StorageNodeRules {
    static let routes: [Route] = [
        .list("/storage_nodes", "List storage nodes", entity: "storage_node") { state, call throws(Refusal) in
            .page(try Listing(call).page(state.storageNodes.map { view(of: $0, in: state, call) }))
        },
        Route(.read, "/storage_nodes/:uuid", "Show a storage node", entity: "storage_node") {
            state, call throws(Refusal) in
            .entity(view(of: state.storageNodes[try index(state, call)], in: state, call))
        },
        Route(
            .update, "/storage_nodes/:uuid", "Edit a storage node", entity: "storage_node",
            schema: .fixed(.object(["admin_state": .choice(["online", "offline", "decommission"])]))
        ) { state, call throws(Refusal) in
            let index = try index(state, call)
            if let target = call["admin_state"]?.string { change(&state, index, to: target, at: call.now) }
            return .entity(view(of: state.storageNodes[index], in: state, call))
        },
    ]

    private static func change(_ state: inout ArrayState, _ index: Int, to target: String, at now: ArrayTime) {
        guard state.storageNodes[index].adminState != target else { return }
        state.storageNodes[index].adminState = target
        state.storageNodes[index].isAlertCleared = false
        let node = state.storageNodes[index]
        state.eventLog.record(
            .system(
                target == "online" ? .info : .warning, "STORAGE_NODE_\(target.uppercased())",
                "Storage node \(node.name) is \(target)", type: "storage_node", name: node.name, path: node.path,
                at: now))
    }

    static func index(_ state: ArrayState, _ call: Call) throws(Refusal) -> Int {
        guard let index = state.storageNodes.firstIndex(where: { $0.uuid == call.parameter(0) }) else {
            throw .absent("Storage node", call.parameter(0))
        }
        return index
    }

    private static func view(of node: StorageNode, in state: ArrayState, _ call: Call) -> JSONValue {
        let share = CapacityRules.available(in: state, call.configuration) / Double(max(1, state.storageNodes.count))
        return node.view(available: Int(clamping: share), product: call.configuration.productVersion)
    }
}
