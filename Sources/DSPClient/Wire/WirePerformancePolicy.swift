internal import StorageModel

/// A volume's performance policy; embedded only when there is one (dsp-api.md 2.6, recorded answer).
struct WirePerformancePolicy: Decodable, Sendable {
    /// Nil for `{}`, which is how the Go SDK writes "no policy".
    let model: PerformanceLimits?
    /// Limits that are not whole numbers.
    let fractions: [(name: String, limit: Double)]

    /// The wire counts IOPS and KiB/s (recorded schema: "KiB per second"), as `QoSField` does; 0 is "unlimited".
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: PerformancePolicyKey.self)
        var limits: [QoSField: Limit] = [:]
        var fractions: [(name: String, limit: Double)] = []
        for field in QoSField.allCases {
            let value = try container.decodeIfPresent(WireInteger.self, forKey: PerformancePolicyKey(field))
            limits[field] = value.map { Limit(wire: $0.value) }
            if let fraction = value?.fraction { fractions.append((field.rawValue, fraction)) }
        }
        self.fractions = fractions
        model = limits.isEmpty ? nil : PerformanceLimits(limits)
    }
}

/// A limit's name on the wire, which is its raw value.
///
/// Not `QoSField` itself: a `CodingKey` brings a description of its own, which every other module would see.
struct PerformancePolicyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ field: QoSField) { stringValue = field.rawValue }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

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
