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

/// A quality-of-service limit in the unit of its field: a positive number, or explicitly none.
///
/// The DSP writes "none" as 0 (dsp-api.md 2.6); that 0 exists only on the wire and in `init(wire:)`.
package enum Limit: Hashable, Sendable, Encodable {
    case unlimited
    case at(Int)

    package init(wire: Int) { self = wire <= 0 ? .unlimited : .at(wire) }

    package var wireValue: Int {
        switch self {
        case .unlimited: 0
        case .at(let value): value
        }
    }

    /// The tighter of two limits; `unlimited` never wins over a number.
    package func tightened(by other: Limit) -> Limit {
        switch (self, other) {
        case (.unlimited, _): other
        case (_, .unlimited): self
        case (.at(let mine), .at(let theirs)): .at(min(mine, theirs))
        }
    }
}
