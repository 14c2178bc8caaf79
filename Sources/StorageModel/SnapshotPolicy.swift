/// A schedule on which the DSP takes snapshots of a volume and thins them out (dsp-api.md 2.8).
package struct SnapshotPolicy: Hashable, Sendable, Encodable, CustomStringConvertible {
    package var name: String
    package var interval: Interval
    /// How many snapshots are kept, 1-256.
    package var retentionCount: Int
    /// ISO 8601, in the one spelling of `UTCSecond.withOffset` where it is a time; nil is not managed, the DSP chooses one.
    package var startTime: String?

    package init(name: String, interval: Interval, retentionCount: Int, startTime: String? = nil) {
        self.name = name
        self.interval = interval
        self.retentionCount = retentionCount
        self.startTime = startTime.map { UTCSecond(iso8601: $0)?.withOffset ?? $0 }
    }

    package enum Interval: String, CaseIterable, Sendable, Hashable, Encodable {
        case quarterHour = "15min"
        case hour = "1hour"
        case day = "1day"
        case week = "1week"
        case month = "1month"
        case year = "1year"
    }

    /// Everything but the name.
    package var description: String {
        "every \(interval.rawValue), keep \(retentionCount)" + (startTime.map { ", from \($0)" } ?? "")
    }
}
