/// An access network IP pool: where storage instances get their portals from.
struct AddressPool: Sendable, Codable, Equatable {
    let name: String
    let tenant: TenantPath
    var descr: String?
    var networkPaths: [NetworkPath]

    var path: String { "/access_network_ip_pools/\(name)" }

    /// Two portals, one per access network; Cinder's `round_robin` counts on both.
    func portals(_ number: UInt32) -> [String] {
        guard let first = networkPaths.first else { return [] }
        return networkPaths.count > 1
            ? networkPaths.prefix(2).map { $0.address(number) } : [first.address(number), first.address(number &+ 1)]
    }
}

/// A block of addresses on one access network.
struct NetworkPath: Sendable, Codable, Equatable {
    var name: String
    var startIp: String
    var range: Int
    var netmask: Int
    var vlan = 0
    var mtu = 1_500
    var gateway = ""

    /// The `number`-th address of the block, counted round and round.
    func address(_ number: UInt32) -> String {
        let start = startIp.split(separator: ".").reduce(0) { ($0 << 8 | (Int($1) ?? 0)) & 0xFFFF_FFFF }
        let address = (start + Int(number) % max(range, 1)) & 0xFFFF_FFFF
        return [24, 16, 8, 0].map { String(address >> $0 & 0xFF) }.joined(separator: ".")
    }
}
