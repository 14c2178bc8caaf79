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

    package enum Interval: RawRepresentable, CaseIterable, Sendable, Hashable, Encodable {
        case quarterHour, hour, day, week, month, year
        /// One that no manifest can say, for instance those that the recorded schema marks as internal (1min, 2min).
        case other(String)

        /// What a manifest can say.
        package static let allCases: [Interval] = [.quarterHour, .hour, .day, .week, .month, .year]

        /// Nil for what no manifest can say.
        package init?(rawValue: String) {
            guard let known = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
            self = known
        }

        package init(asRead text: String) { self = Self(rawValue: text) ?? .other(text) }

        package var rawValue: String {
            switch self {
            case .quarterHour: "15min"
            case .hour: "1hour"
            case .day: "1day"
            case .week: "1week"
            case .month: "1month"
            case .year: "1year"
            case .other(let text): text
            }
        }

        /// Whether a manifest can say it.
        package var isKnown: Bool { Self.allCases.contains(self) }
    }

    /// Everything but the name.
    package var description: String {
        "every \(interval.rawValue), keep \(retentionCount)" + (startTime.map { ", from \($0)" } ?? "")
    }
}
