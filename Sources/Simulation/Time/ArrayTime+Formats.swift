extension ArrayTime {
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the form of the HTTP `Date` header.
    package var httpDate: String {
        let civil = CivilTime(self)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][civil.weekdayFromThursday]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = "\(padded(civil.day)) \(months[civil.month - 1]) \(padded(civil.year, to: 4))"
        return "\(weekday), \(date) \(clock(civil)) GMT"
    }

    /// `2020-05-01T10:00:00.000Z`.
    var iso8601: String {
        let civil = CivilTime(self)
        let date = "\(padded(civil.year, to: 4))-\(padded(civil.month))-\(padded(civil.day))"
        return "\(date)T\(clock(civil)).\(padded(civil.nanosecond / 1_000_000, to: 3))Z"
    }

    /// `1446076384.00607846`: seconds and up to nine digits of fraction, never without a fraction and without its
    /// trailing zeros, as snapshots are keyed.
    var snapshotKey: String {
        var fraction = padded(Int(nanoseconds % 1_000_000_000), to: 9)
        while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
        return "\(nanoseconds / 1_000_000_000).\(fraction)"
    }

    private func clock(_ civil: CivilTime) -> String {
        "\(padded(civil.hour)):\(padded(civil.minute)):\(padded(civil.second))"
    }

    private func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
