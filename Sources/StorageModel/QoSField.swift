/// The six limits of a DSP performance policy, in the order in which the DSP lists them (dsp-api.md 2.6).
package enum QoSField: String, CaseIterable, Sendable, Hashable, Encodable {
    case totalIOPS = "total_iops_max"
    case readIOPS = "read_iops_max"
    case writeIOPS = "write_iops_max"
    case totalBandwidth = "total_bandwidth_max"
    case readBandwidth = "read_bandwidth_max"
    case writeBandwidth = "write_bandwidth_max"

    /// IOPS fields count operations per second, bandwidth fields KiB per second.
    package var isBandwidth: Bool {
        switch self {
        case .totalIOPS, .readIOPS, .writeIOPS: false
        case .totalBandwidth, .readBandwidth, .writeBandwidth: true
        }
    }

    /// The largest value the DSP accepts: 10,000,000 IOPS or 10,240,000 KiB/s (recorded schema).
    package var maximum: Int { isBandwidth ? 10_240_000 : 10_000_000 }

    /// The value with its unit, as a person reads it.
    package func text(for limit: Limit) -> String {
        switch limit {
        case .unlimited: "unlimited"
        case .at(let value) where !isBandwidth: "\(value) IOPS"
        case .at(let value) where value.isMultiple(of: 1024): "\(value / 1024) MiB/s"
        case .at(let value): "\(value) KiB/s"
        }
    }
}
