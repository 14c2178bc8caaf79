internal import StorageModel

/// All six limits, 0 for none: what a body leaves out the array might keep (dsp-api.md 2.6).
struct PerformancePolicyBody: Encodable, Sendable {
    let limits: PerformanceLimits

    init(_ limits: PerformanceLimits) { self.limits = limits }

    /// IOPS, and KiB/s for bandwidth (recorded schema: "KiB per second"), as `QoSField` counts them.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: PerformancePolicyKey.self)
        for field in QoSField.allCases {
            try container.encode(limits[field].wireValue, forKey: PerformancePolicyKey(field))
        }
    }
}
