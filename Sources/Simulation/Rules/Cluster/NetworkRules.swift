/// The addresses of the cluster's own networks, which are embedded in the settings of each network.
enum NetworkRules {
    static let routes: [Route] =
        routes(of: "/system/network/access_vip", entity: "ip_address", isEditable: true)
        + routes(of: "/system/network/mgmt_vip", entity: "ip_address", isEditable: true)
        + routes(of: "/system/network/internal_network", entity: "internal_ip_block", isEditable: false)

    private static func routes(of network: String, entity: String, isEditable: Bool) -> [Route] {
        let item = network + "/network_paths/:network_path"
        let shown: [Route] = [
            .list(network + "/network_paths", "List a network's paths", entity: entity) { state, call throws(Refusal) in
                .page(try Listing(call).page(paths(of: network, in: state)))
            },
            Route(.read, item, "Show a network path", entity: entity) { state, call throws(Refusal) in
                .entity(paths(of: network, in: state)[try index(network, state, call)])
            },
        ]
        guard isEditable else { return shown }
        let edited = Route(
            .update, item, "Edit a network path", entity: entity, schema: .fixed(.clusterAddress)
        ) { state, call throws(Refusal) in
            var paths = paths(of: network, in: state)
            let index = try index(network, state, call)
            paths[index] = MergePatch(patch: call.body).applied(to: paths[index])
            try SettingRules.merge(["network_paths": .array(paths)], into: &state, at: network)
            return .entity(paths[index])
        }
        return shown + [edited]
    }

    private static func paths(of network: String, in state: ArrayState) -> [JSONValue] {
        state.settings[network]?["network_paths"]?.array ?? []
    }

    private static func index(_ network: String, _ state: ArrayState, _ call: Call) throws(Refusal) -> Int {
        let name = JSONValue.string(call.parameter(0))
        guard let index = paths(of: network, in: state).firstIndex(where: { $0["name"] == name }) else {
            throw .absent("Network path", call.parameter(0))
        }
        return index
    }
}

extension Schema {
    fileprivate static let clusterAddress = object([
        "gateway": text(.ipv4), "ip": text(.ipv4), "mtu": integer(1_500...9_198), "netmask": integer(1...32),
        "vlan": integer(0...4_094),
    ])
}
