internal import StorageModel

/// A volume's performance policy; embedded only when there is one (dsp-api.md 2.6, recorded answer).
struct WirePerformancePolicy: Decodable, Sendable {
    /// Nil for `{}`, which is how the Go SDK writes "no policy".
    let model: PerformanceLimits?

    /// The wire counts IOPS and KiB/s (recorded schema: "KiB per second"), as `QoSField` does; 0 is "unlimited".
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: PerformancePolicyKey.self)
        var limits: [QoSField: Limit] = [:]
        for field in QoSField.allCases {
            let value = try container.decodeIfPresent(WireInteger.self, forKey: PerformancePolicyKey(field))
            limits[field] = value.map { Limit(wire: $0.value) }
        }
        model = limits.isEmpty ? nil : PerformanceLimits(limits)
    }
}
