/// A moment split into UTC calendar fields (proleptic Gregorian).
struct CivilTime {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let nanosecond: Int
    /// 0 is Thursday, the weekday of 1970-01-01.
    let weekdayFromThursday: Int

    init(_ time: ArrayTime) {
        let nanosecondsPerDay: Int64 = 86_400_000_000_000
        let days = Int(time.nanoseconds.flooredDivision(by: nanosecondsPerDay))
        // Wrapping: at the clock's beginning the day starts before the first moment there is.
        let rest = Int(time.nanoseconds &- Int64(days) &* nanosecondsPerDay)
        nanosecond = rest % 1_000_000_000
        let seconds = rest / 1_000_000_000
        (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60)
        weekdayFromThursday = days - days.flooredDivision(by: 7) * 7

        // Days are counted from 0000-03-01, so that the leap day ends a year and eras of 400 years are all alike.
        let shifted = days + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}

extension FixedWidthInteger {
    /// Division that rounds towards negative infinity, so that moments before 1970 fall on the right day.
    fileprivate func flooredDivision(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
