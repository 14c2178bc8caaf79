/// The parts of storage nodes: only shown, and the same in all of them.
enum NodeDeviceRules {
    static let routes: [Route] =
        NodeDevice.Kind.allCases.flatMap(routes) + [
            .list("/storage_nodes/:uuid/subsystem_states", "Show a node's subsystems", entity: "subsystem") {
                state, call throws(Refusal) in
                let path = try node(state, call).path + "/subsystem_states"
                let states = ["fan", "network", "power", "temperature", "voltage"].map {
                    ($0, JSONValue.string("normal"))
                }
                let members = JSONObject([("path", .string(path)), ("health", "ok"), ("causes", [])] + states)
                return .page(try Listing(call).page([.object(members)]))
            }
        ]

    private static func routes(of kind: NodeDevice.Kind) -> [Route] {
        let collection = "/storage_nodes/:uuid/\(kind.rawValue)"
        return [
            .list(collection, "List a storage node's devices", entity: kind.entity) { state, call throws(Refusal) in
                let node = try node(state, call)
                return .page(try Listing(call).page(NodeDevice.all(kind).map { $0.view(in: node) }))
            },
            Route(.read, collection + "/:id", "Show a device", entity: kind.entity) { state, call throws(Refusal) in
                let node = try node(state, call)
                guard let device = NodeDevice.all(kind).first(where: { $0.id == call.parameter(1) }) else {
                    throw .absent("Device", call.parameter(1))
                }
                return .entity(device.view(in: node))
            },
        ]
    }

    private static func node(_ state: ArrayState, _ call: Call) throws(Refusal) -> StorageNode {
        state.storageNodes[try StorageNodeRules.index(state, call)]
    }
}
