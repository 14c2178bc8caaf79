// The calendar.
private import FoundationEssentials

/// A day in the Gregorian calendar, without a time and without a zone.
package struct CalendarDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Takes what has been checked already, for instance the system's own date.
    package init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2026-12-31`; nil for any other spelling and for days that do not exist.
    package init?(_ text: String) {
        // A day too many is read as one of the next month, and so is written otherwise.
        guard let date = try? Date("\(text)T00:00:00Z", strategy: .iso8601), date.ISO8601Format().prefix(10) == text
        else {
            return nil
        }
        let numbers = text.split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    package var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
