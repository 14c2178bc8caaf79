/// The stretch of time that a query asks for: `since` counts back from now, `from` and `to` are moments.
struct TimeRange: Sendable {
    let start: ArrayTime?
    let end: ArrayTime?

    init(_ call: Call) throws(Refusal) {
        // The pattern of `since` was checked against the schema, which leaves the moments free.
        let period = call.query["since"].map { call.now.advanced(by: .seconds(-Self.seconds(in: $0))) }
        start = [period, try Self.moment("from", call)].compactMap { $0 }.max()
        end = try Self.moment("to", call)
    }

    func contains(_ time: ArrayTime) -> Bool {
        (start.map { $0 <= time } ?? true) && (end.map { time <= $0 } ?? true)
    }

    private static func moment(_ key: String, _ call: Call) throws(Refusal) -> ArrayTime? {
        guard let text = call.query[key] else { return nil }
        guard let time = ArrayTime(text: text) else {
            let violation = "\(key) must be seconds since 1970 or an ISO 8601 time, not \(text)"
            throw .validationFailed(violation, errors: [violation])
        }
        return time
    }

    /// `1d2h`, `3m22s`; no more than some decades.
    private static func seconds(in period: String) -> Int {
        var (seconds, digits) = (0, 0)
        for character in period {
            if let digit = character.wholeNumberValue {
                digits = min(digits, 100_000_000) * 10 + digit
            } else {
                let unit = ["d": 86_400, "h": 3_600, "m": 60, "s": 1][character] ?? 1
                seconds = min(seconds + digits * unit, 1 << 31)
                digits = 0
            }
        }
        return seconds
    }
}

extension Schema {
    static let timeRange: [String: Schema] = [
        "from": Schema(kinds: [.string, .integer]), "since": text(.period), "to": Schema(kinds: [.string, .integer]),
    ]
}
