/// What a run asked of the array, by endpoint, the costliest first.
package enum StatisticsText {
    /// - Parameter narrowest: to how few requests at a time a busy array has brought the run; nil when it never was busy.
    package static func render(_ statistics: [String: EndpointStatistics], narrowest: Int?) -> String {
        var sum = EndpointStatistics()
        for entry in statistics.values {
            sum.requests += entry.requests
            sum.retries += entry.retries
            sum.failures += entry.failures
            sum.time += entry.time
            sum.longest = max(sum.longest, entry.longest)
        }
        let entries = statistics.sorted { ($1.value.time, $0.key) < ($0.value.time, $1.key) } + [("total", sum)]
        let rows =
            [["requests", "retries", "failed", "ms", "ms each", "ms longest", "endpoint"]]
            + entries.map { endpoint, entry in
                [
                    "\(entry.requests)", "\(entry.retries)", "\(entry.failures)", milliseconds(entry.time),
                    milliseconds(entry.requests > 0 ? entry.time / entry.requests : .zero),
                    milliseconds(entry.longest), endpoint,
                ]
            }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var text = ""
        for row in rows {
            for (column, cell) in row.enumerated().dropLast() {
                text += String(repeating: " ", count: widths[column] - cell.count) + cell + "  "
            }
            text += row[row.count - 1] + "\n"
        }
        if let narrowest {
            text +=
                "The array was busy: for a while no more than \(narrowest) request\(narrowest == 1 ? "" : "s") "
                + "at a time.\n"
        }
        return text
    }

    /// With one decimal, which `Duration` can only format with Foundation.
    private static func milliseconds(_ duration: Duration) -> String {
        let tenths = Int(duration / .microseconds(100))
        return "\(tenths / 10).\(tenths % 10)"
    }
}
