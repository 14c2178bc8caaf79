/// A whole performance policy: all six limits, each set or unlimited.
package struct PerformanceLimits: Hashable, Sendable, Encodable {
    private var limits: [QoSField: Limit]

    /// Fields left out are unlimited, as the DSP reads them.
    package init(_ limits: [QoSField: Limit] = [:]) {
        self.limits = limits.filter { $0.value != .unlimited }
    }

    package static let unlimited = PerformanceLimits()

    package subscript(field: QoSField) -> Limit {
        get { limits[field] ?? .unlimited }
        set { limits[field] = newValue == .unlimited ? nil : newValue }
    }
}
