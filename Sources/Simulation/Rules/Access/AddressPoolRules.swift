enum AddressPoolRules {
    private static let collection = "/access_network_ip_pools"
    private static let item = collection + "/:pool_name"
    private static let entity = "access_network_ip_pool"

    static let routes: [Route] = [
        .list(collection, "List access network IP pools", entity: entity) { state, call throws(Refusal) in
            .page(try Listing(call).page(state.accessNetworkIpPools.visible(in: call.tenant).map(\.view)))
        },
        Route(
            .create, collection, "Create an IP pool", entity: entity, schema: .fixed(.addressPoolCreation),
            rule: create),
        Route(.read, item, "Show an IP pool", entity: entity) { state, call throws(Refusal) in
            .entity(try visible(state, call).view)
        },
        Route(.update, item, "Edit an IP pool", entity: entity, schema: .fixed(.addressPoolUpdate), rule: update),
        .delete(item, "Delete an IP pool", entity: entity, rule: delete),
        .list(item + "/network_paths", "List a pool's network paths", entity: "ip_block") {
            state, call throws(Refusal) in
            .page(try Listing(call).page(try visible(state, call).view["network_paths"]?.array ?? []))
        },
        Route(.read, item + "/network_paths/:path_name", "Show a network path", entity: "ip_block") {
            state, call throws(Refusal) in
            let pool = try visible(state, call)
            return .entity(pool.networkPaths[try pool.index(of: call.parameter(1))].view(under: pool.path))
        },
        Route(
            .update, item + "/network_paths/:path_name", "Edit a network path", entity: "ip_block",
            schema: .fixed(.networkPathUpdate), rule: updatePath),
    ]

    static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let name = call["name"]?.string ?? ""
        guard state.accessNetworkIpPools.own(name, in: call.tenant) == nil else { throw .conflict("IP pool", name) }
        let pool = AddressPool(
            name: name, tenant: call.tenant, descr: call["descr"]?.string, networkPaths: paths(call["network_paths"]))
        state.accessNetworkIpPools.put(pool)
        return .entity(pool.view)
    }

    static func update(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        var pool = try own(state, call)
        if let descr = call["descr"] { pool.descr = descr.string }
        if let list = call["network_paths"] { pool.networkPaths = paths(list) }
        state.accessNetworkIpPools.put(pool)
        return .entity(pool.view)
    }

    private static func updatePath(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        var pool = try own(state, call)
        let index = try pool.index(of: call.parameter(1))
        pool.networkPaths[index].update(by: call.body)
        state.accessNetworkIpPools.put(pool)
        return .entity(pool.networkPaths[index].view(under: pool.path))
    }

    static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let pool = try own(state, call)
        let isUsed = state.appInstances.values.contains { app in
            app.storageInstances.contains {
                $0.ipPool.path == pool.path && $0.ipPool.resolvedTenant == pool.tenant
            }
        }
        let isPlanned = state.appTemplates.elements.contains { template in
            template.storageTemplates.contains {
                $0.ipPool.path == pool.path && $0.ipPool.resolvedTenant == pool.tenant
            }
        }
        guard !isUsed, !isPlanned, pool.name != "default" else {
            throw .invalidRequest("IP pool \(pool.name) is in use.")
        }
        state.accessNetworkIpPools.remove(pool)
        return .entity(pool.view)
    }

    private static func paths(_ list: JSONValue?) -> [NetworkPath] {
        (list?.array ?? []).enumerated().map { index, body in
            var path = NetworkPath(
                name: body["name"]?.string ?? "access_\(index + 1)", startIp: "", range: 6, netmask: 16)
            path.update(by: body)
            return path
        }
    }

    private static func own(_ state: ArrayState, _ call: Call) throws(Refusal) -> AddressPool {
        guard let pool = state.accessNetworkIpPools.own(call.parameter(0), in: call.tenant) else {
            throw .absent("IP pool", call.parameter(0))
        }
        return pool
    }

    private static func visible(_ state: ArrayState, _ call: Call) throws(Refusal) -> AddressPool {
        guard let pool = state.accessNetworkIpPools.visible(call.parameter(0), in: call.tenant) else {
            throw .absent("IP pool", call.parameter(0))
        }
        return pool
    }
}

extension AddressPool {
    fileprivate func index(of name: String) throws(Refusal) -> Int {
        guard let index = networkPaths.firstIndex(where: { $0.name == name }) else {
            throw .absent("Network path", name)
        }
        return index
    }
}

extension NetworkPath {
    fileprivate mutating func update(by body: JSONValue) {
        if let text = body["start_ip"]?.string { startIp = text }
        if let text = body["gateway"]?.string { gateway = text }
        if let number = body["range"]?.int { range = number }
        if let number = body["netmask"]?.int { netmask = number }
        if let number = body["vlan"]?.int { vlan = number }
        if let number = body["mtu"]?.int { mtu = number }
    }
}
