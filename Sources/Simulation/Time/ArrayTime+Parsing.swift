extension ArrayTime {
    /// Reads a moment as queries give it: seconds since 1970, or `2020-05-01T10:00:00Z` with another zone or a fraction
    /// if need be. nil for anything else, and for moments before 1970 or beyond the clock.
    init?(text: String) {
        guard let seconds = Int64(text) ?? Self.seconds(ofDateTime: text), seconds >= 0 else { return nil }
        let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return nil }
        self.init(nanoseconds: nanoseconds)
    }

    /// Whole seconds since 1970: a fraction is dropped.
    private static func seconds(ofDateTime text: String) -> Int64? {
        guard DateTimeText.isDateTime(text) else { return nil }
        let digits = Array(text.utf8)
        func number(at start: Int, _ count: Int) -> Int64 {
            digits[start..<start + count].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        }
        let (year, month, day) = (number(at: 0, 4), number(at: 5, 2), number(at: 8, 2))
        let (hour, minute, second) = (number(at: 11, 2), number(at: 14, 2), number(at: 17, 2))
        guard 1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second < 60 else { return nil }
        var zone: Int64 = 0
        if digits.last != UInt8(ascii: "Z") {
            let start = digits.count - 6
            zone = number(at: start + 1, 2) * 3_600 + number(at: start + 4, 2) * 60
            if digits[start] == UInt8(ascii: "-") { zone = -zone }
        }
        return days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - zone
    }

    /// Days since 1970-01-01, counted from 0000-03-01 as in `CivilTime`.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
