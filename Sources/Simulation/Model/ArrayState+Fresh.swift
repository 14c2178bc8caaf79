extension ArrayState {
    /// An array as it comes out of its box: the root tenant, one administrator, four nodes, the built-in policies and
    /// the default pool on both access networks.
    static func fresh(_ configuration: SimulatorConfiguration, at now: ArrayTime) -> ArrayState {
        var random = SeededRandom(seed: configuration.seed)
        let nodeCount = 4
        let nodes = (1...nodeCount).map { number in
            StorageNode(
                uuid: random.uuid(), name: "node-\(number)", adminState: "online",
                totalCapacity: configuration.totalCapacity / nodeCount)
        }
        var state = ArrayState(
            uuid: random.uuid(), name: "sim-\(configuration.seed)", startedAt: now, random: random,
            tenants: [Tenant(path: .root)], accessNetworkIpPools: ScopedTable([defaultPool]),
            appTemplates: ScopedTable([basicSmall]),
            placementPolicies: ScopedTable(placementPolicies), mediaPolicies: ScopedTable(mediaPolicies),
            storageNodes: nodes, users: [administrator(configuration)], settings: settings)
        state.eventLog.record(
            .system(
                .info, "SYSTEM_STARTED", "\(state.name) was started", type: "system", name: state.name,
                path: "/system", at: now))
        return state
    }

    private static let defaultPool = AddressPool(
        name: "default", tenant: .root,
        networkPaths: [
            NetworkPath(name: "access_1", startIp: "172.28.41.1", range: 254, netmask: 16),
            NetworkPath(name: "access_2", startIp: "172.29.41.1", range: 254, netmask: 16),
        ])

    /// The built-in template that the vendor's documents name.
    private static let basicSmall = AppTemplate(
        name: "basic_small", tenant: .root, descr: "One small volume",
        storageTemplates: [
            StorageTemplate(
                name: "storage-1",
                ipPool: ResolvedReference(path: defaultPool.path, resolvedTenant: .root),
                volumeTemplates: [
                    VolumeTemplate(
                        name: "volume-1", size: 10,
                        placementPolicy: ResolvedReference(
                            path: "/placement_policies/default", resolvedTenant: .root))
                ])
        ])

    private static let mediaPolicies = [("all-flash", 1), ("single-flash", 2), ("hybrid", 3)].map {
        MediaPolicy(name: $0, tenant: .root, priority: $1)
    }

    private static let placementPolicies = [
        ("default", "hybrid"), ("all-flash", "all-flash"), ("single-flash", "single-flash"), ("hybrid", "hybrid"),
    ].map { name, medium in
        PlacementPolicy(name: name, tenant: .root, max: ["/media_policies/\(medium)"], min: ["/media_policies/hybrid"])
    }

    private static func administrator(_ configuration: SimulatorConfiguration) -> User {
        User(
            userId: configuration.username, fullName: "Administrator", password: configuration.password,
            roles: ["/roles/admin"], tenants: [TenantPath.root.description])
    }

    private static let settings: [String: JSONValue] = [
        "/system": ["compression_enabled": true, "callhome_enabled": false],
        "/system/dns": ["path": "/system/dns", "domain": "example"],
        "/system/dns/servers": [],
        "/system/dns/search_domains": [],
        "/system/ntp_servers": [],
        "/system/http_proxy": ["path": "/system/http_proxy", "enabled": false],
        "/system/network": ["path": "/system/network", "access_networks": ["access_1", "access_2"]],
        "/system/network/access_vip": vip("access_vip", ["172.28.41.254", "172.29.41.254"], network: "access"),
        "/system/network/mgmt_vip": vip("mgmt_vip", ["127.0.0.1"], network: "mgmt"),
        "/system/network/internal_network": internalNetwork,
        "/system/network/mapping": ["path": "/system/network/mapping", "access_1": "eth0", "access_2": "eth1"],
        "/system/snmp_policy": ["path": "/system/snmp_policy", "enabled": false],
        "/monitoring/policies/default": ["path": "/monitoring/policies/default", "name": "default", "enabled": true],
        "/monitoring/destinations/default": ["path": "/monitoring/destinations/default", "name": "default"],
    ]

    private static let internalNetwork: JSONValue = [
        "path": "/system/network/internal_network", "name": "internal",
        "network_paths": [
            [
                "path": "/system/network/internal_network/network_paths/internal_1", "name": "internal_1",
                "start_ip": "172.30.41.1", "range": 24, "netmask": 16, "vlan": 0, "mtu": 1_500, "gateway": "",
            ]
        ],
    ]

    private static func vip(_ name: String, _ addresses: [String], network: String) -> JSONValue {
        let path = "/system/network/\(name)"
        let paths = addresses.enumerated().map { index, address -> JSONValue in
            [
                "path": .string("\(path)/network_paths/\(network)_\(index + 1)"),
                "name": .string("\(network)_\(index + 1)"), "ip": .string(address), "netmask": 16,
            ]
        }
        return ["path": .string(path), "name": .string(name), "network_paths": .array(paths)]
    }
}
