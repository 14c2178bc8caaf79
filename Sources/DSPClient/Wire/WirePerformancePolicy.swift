internal import StorageModel

/// A volume's performance policy; embedded only when there is one (dsp-api.md 2.6, recorded answer).
struct WirePerformancePolicy: JSONReadable {
    /// Nil for `{}`, which is how the Go SDK writes "no policy".
    let model: PerformanceLimits?
    /// Limits that are not whole numbers.
    let fractions: [(name: String, limit: Double)]

    private static let keys = JSONKeys<QoSField>()

    /// The wire counts IOPS and KiB/s (recorded schema: "KiB per second"), as `QoSField` does; 0 is "unlimited".
    init(from reader: inout JSONReader) throws(JSONReadingError) {
        _ = try reader.enterObject()
        var limits: [QoSField: Limit] = [:]
        var fractions: [QoSField: Double] = [:]
        while let field = try reader.next(Self.keys) {
            let value: WireInteger? = try reader.optional()
            limits[field] = value.map { Limit(wire: $0.value) }
            fractions[field] = value?.fraction
        }
        self.fractions = QoSField.allCases.compactMap { field in fractions[field].map { (field.rawValue, $0) } }
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
