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
