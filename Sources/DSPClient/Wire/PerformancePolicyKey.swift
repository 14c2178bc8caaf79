internal import StorageModel

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
