// The calendar.
private import FoundationEssentials

/// A moment in whole seconds, which is all that the array's clock shows.
package struct UTCSecond: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var secondsSince1970: Int

    package init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

    /// `20261121T042204Z`, the form in which descriptions may hold it.
    package init?(compact text: String) {
        let digits = Array(text)
        guard digits.count == 16, digits[8] == "T" else { return nil }
        let day = [digits[0..<4], digits[4..<6], digits[6..<8]].map { String($0) }.joined(separator: "-")
        let clock = [digits[9..<11], digits[11..<13], digits[13..<16]].map { String($0) }.joined(separator: ":")
        self.init(iso8601: "\(day)T\(clock)")
    }

    /// `2026-01-31T02:00:00+02:00`, also with `Z` and with a fraction that is nothing; nil for days and hours that do not
    /// exist, and for times before 1970.
    package init?(iso8601 text: String) {
        let moment = text.prefix(19)
        var zone = text.dropFirst(19)
        if zone.hasPrefix(".0") { zone = zone.dropFirst(2).drop { $0 == "0" } }
        // Foundation reads a day or an hour too many as one of the next month or day, and so writes it otherwise.
        guard let local = try? Date("\(moment)Z", strategy: .iso8601), local.ISO8601Format().dropLast() == moment,
            Self.isZone(zone), let date = try? Date("\(moment)\(zone)", strategy: .iso8601),
            date.timeIntervalSince1970 >= 0
        else { return nil }
        secondsSince1970 = Int(date.timeIntervalSince1970)
    }

    private static func isZone(_ text: Substring) -> Bool {
        text == "Z" || text.wholeMatch(of: /[+-]([01][0-9]|2[0-3]):[0-5][0-9]/) != nil
    }

    package init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = [hour, minute, second].map(padded).joined(separator: ":")
        self.init(iso8601: "\(CalendarDate(year: year, month: month, day: day))T\(clock)Z")
    }

    package var compact: String { iso8601.filter { $0 != "-" && $0 != ":" } + "Z" }

    /// `2026-11-21 04:22:04 UTC`, for a person.
    package var description: String { iso8601.split(separator: "T").joined(separator: " ") + " UTC" }

    /// `2026-11-21T04:22:04`, to which a fraction and `Z` may be added.
    package var iso8601: String {
        String(Date(timeIntervalSince1970: Double(secondsSince1970)).ISO8601Format().dropLast())
    }

    /// `2026-11-21T04:22:04+00:00`, as the DSP spells the start of a snapshot policy (dsp-api.md 2.8).
    package var withOffset: String { iso8601 + "+00:00" }

    /// Rounded up to a whole second.
    package func advanced(by duration: Duration) -> UTCSecond {
        let (seconds, attoseconds) = duration.components
        return UTCSecond(secondsSince1970: secondsSince1970 + Int(seconds) + (attoseconds > 0 ? 1 : 0))
    }

    package static func < (left: Self, right: Self) -> Bool { left.secondsSince1970 < right.secondsSince1970 }
}
