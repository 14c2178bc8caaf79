/// A moment of the array's clock, in nanoseconds since 1970-01-01T00:00:00Z.
package struct ArrayTime: Sendable, Comparable, Codable, Hashable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    package init(from decoder: any Decoder) throws {
        nanoseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(nanoseconds)
    }

    package static func < (left: ArrayTime, right: ArrayTime) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The moment `delay` later; at the end of the clock it stays there instead of overflowing.
    package func advanced(by delay: Duration) -> ArrayTime {
        let (seconds, attoseconds) = delay.components
        let (scaled, scalingOverflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (step, stepOverflow) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        let (sum, overflow) = nanoseconds.addingReportingOverflow(step)
        return ArrayTime(nanoseconds: scalingOverflow || stepOverflow || overflow ? .max : sum)
    }

    package func milliseconds(since earlier: ArrayTime) -> Int {
        Int((nanoseconds &- earlier.nanoseconds) / 1_000_000)
    }
}

extension ArrayTime {
    /// Before anything that an array does.
    static let beginning = ArrayTime(nanoseconds: 0)
}
