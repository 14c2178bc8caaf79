/// Which media a volume's replicas must and may lie on.
struct PlacementPolicy: Sendable, Codable, Equatable {
    let name: String
    let tenant: TenantPath
    var descr: String?
    /// Paths of media policies.
    var max: [String]
    var min: [String]

    var path: String { "/placement_policies/\(name)" }
}

/// A volume's limits: IOPS, and bandwidth in KiB/s; 0 is unlimited.
struct PerformancePolicy: Sendable, Codable, Equatable {
    var totalIopsMax = 0
    var totalBandwidthMax = 0
    var readIopsMax = 0
    var writeIopsMax = 0
    var readBandwidthMax = 0
    var writeBandwidthMax = 0
}
