/// A volume's limits: IOPS, and bandwidth in KiB/s; 0 is unlimited.
struct PerformancePolicy: Sendable, Codable, Equatable {
    var totalIopsMax = 0
    var totalBandwidthMax = 0
    var readIopsMax = 0
    var writeIopsMax = 0
    var readBandwidthMax = 0
    var writeBandwidthMax = 0
}
