extension Initiator {
    var view: JSONValue {
        [
            "path": .string(path), "id": .string(id), "name": .string(name), "tenant": .string(tenant.description),
        ]
    }
}

extension InitiatorGroup {
    func view(for viewer: Viewer) -> JSONValue {
        [
            "path": .string(path), "name": .string(name), "tenant": .string(tenant.description),
            "members": AccessPolicy.entries(members, seenFrom: tenant, for: viewer),
        ]
    }
}

extension AddressPool {
    var view: JSONValue {
        [
            "path": .string(path), "name": .string(name), "descr": .string(descr ?? ""),
            "tenant": .string(tenant.description),
            "network_paths": .array(networkPaths.map { $0.view(under: path) }),
        ]
    }
}

extension NetworkPath {
    func view(under poolPath: String) -> JSONValue {
        [
            "path": .string("\(poolPath)/network_paths/\(name)"), "name": .string(name), "start_ip": .string(startIp),
            "range": .int(range), "netmask": .int(netmask), "vlan": .int(vlan), "mtu": .int(mtu),
            "gateway": .string(gateway),
        ]
    }
}

extension PlacementPolicy {
    var view: JSONValue {
        [
            "path": .string(path), "name": .string(name), "descr": .string(descr ?? ""),
            "tenant": .string(tenant.description), "max": .strings(max), "min": .strings(min),
        ]
    }
}

extension MediaPolicy {
    var view: JSONValue {
        [
            "path": .string(path), "name": .string(name), "descr": .string(descr ?? ""),
            "tenant": .string(tenant.description), "priority": .int(priority),
        ]
    }
}
