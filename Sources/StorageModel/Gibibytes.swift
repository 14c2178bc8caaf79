/// A volume size in GiB, the only granularity the DSP has (dsp-api.md 2.5, recorded schema).
package struct Gibibytes: Hashable, Sendable, Encodable, Comparable, CustomStringConvertible {
    package var count: Int

    package init(_ count: Int) { self.count = count }

    /// Smallest and largest volume: 1 GiB to 256 TiB (dsp-api.md section 2, product limits).
    package static let volumeLimits = Gibibytes(1)...Gibibytes(262_144)

    package var description: String {
        count >= 1024 && count.isMultiple(of: 1024) ? "\(count / 1024) TiB" : "\(count) GiB"
    }

    package static func < (left: Self, right: Self) -> Bool { left.count < right.count }
}
