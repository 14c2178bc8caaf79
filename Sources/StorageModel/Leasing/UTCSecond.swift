/// A moment in whole seconds, which is all that the array's clock shows.
package struct UTCSecond: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var secondsSince1970: Int

    package init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

    /// `20261121T042204Z`, the form in which descriptions may hold it.
    package init?(compact text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int {
            bytes[range].reduce(0) { sum, byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? sum * 10 + Int(byte) - 48 : -1_000_000
            }
        }
        self.init(
            year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(9..<11),
            minute: number(11..<13), second: number(13..<15))
    }

    /// `2026-01-31T02:00:00+02:00`, also with `Z` and with a fraction that is nothing; nil for days and hours that do not
    /// exist, and for times before 1970.
    package init?(iso8601 text: String) {
        let bytes = Self.withoutFraction(Array(text.utf8))
        let isUTC = bytes.count == 20 && bytes[19] == UInt8(ascii: "Z")
        guard isUTC || bytes.count == 25, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let day = CalendarDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = Self.number(bytes[11..<13], below: 24), let minute = Self.number(bytes[14..<16], below: 60),
            let second = Self.number(bytes[17..<19], below: 60)
        else { return nil }
        var offset = 0
        if !isUTC {
            guard let hours = Self.number(bytes[20..<22], below: 24), bytes[22] == UInt8(ascii: ":"),
                let minutes = Self.number(bytes[23..<25], below: 60)
            else { return nil }
            switch bytes[19] {
            case UInt8(ascii: "+"): offset = hours * 3600 + minutes * 60
            case UInt8(ascii: "-"): offset = -(hours * 3600 + minutes * 60)
            default: return nil
            }
        }
        let days = Self.days(year: day.year, month: day.month, day: day.day)
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - offset
        guard seconds >= 0 else { return nil }
        secondsSince1970 = seconds
    }

    /// `.000` behind the seconds says nothing; any other fraction stays, and is none that this type holds.
    private static func withoutFraction(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > 20, bytes[19] == UInt8(ascii: ".") else { return bytes }
        let zeros = bytes[20...].prefix { $0 == UInt8(ascii: "0") }
        return zeros.isEmpty ? bytes : Array(bytes[..<19] + bytes[zeros.endIndex...])
    }

    private static func number(_ digits: ArraySlice<UInt8>, below limit: Int) -> Int? {
        guard digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1) - 48 }
        return number < limit ? number : nil
    }

    package init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour),
            (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        secondsSince1970 = ((days * 24 + hour) * 60 + minute) * 60 + second
    }

    package var compact: String {
        let (year, month, day) = Self.date(secondsSince1970 / 86_400)
        let rest = secondsSince1970 % 86_400
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { Self.padded($0, 2) }.joined()
        return "\(Self.padded(year, 4))\(Self.padded(month, 2))\(Self.padded(day, 2))T\(clock)Z"
    }

    /// `2026-11-21 04:22:04 UTC`, for a person.
    package var description: String { iso8601.split(separator: "T").joined(separator: " ") + " UTC" }

    /// `2026-11-21T04:22:04`, to which a fraction and `Z` may be added.
    package var iso8601: String {
        let digits = Array(compact)
        let cuts = [(0, 4), (4, 6), (6, 8)].map { String(digits[$0.0..<$0.1]) }.joined(separator: "-")
        return cuts + "T" + [(9, 11), (11, 13), (13, 15)].map { String(digits[$0.0..<$0.1]) }.joined(separator: ":")
    }

    /// `2026-11-21T04:22:04+00:00`, as the DSP spells the start of a snapshot policy (dsp-api.md 2.8).
    package var withOffset: String { iso8601 + "+00:00" }

    /// Rounded up to a whole second.
    package func advanced(by duration: Duration) -> UTCSecond {
        let (seconds, attoseconds) = duration.components
        return UTCSecond(secondsSince1970: secondsSince1970 + Int(seconds) + (attoseconds > 0 ? 1 : 0))
    }

    package static func < (left: Self, right: Self) -> Bool { left.secondsSince1970 < right.secondsSince1970 }

    /// Days since 1970-01-01. Years are counted from March, so that the leap day ends one.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (year / 400, year % 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = max(0, days) + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
