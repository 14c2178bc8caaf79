/// The API requests since the last reset, and counts of them.
struct RequestLog: Sendable {
    /// Beyond this many the older half is forgotten; the counts continue.
    private static let capacity = 200_000

    private var entries: [LoggedRequest] = []
    private var total = 0
    private var byRule: [String: Int] = [:]
    private var byMethod: [String: Int] = [:]
    private var byStatus: [String: Int] = [:]

    mutating func append(_ entry: LoggedRequest) {
        if entries.count >= Self.capacity { entries.removeFirst(Self.capacity / 2) }
        entries.append(entry)
        total += 1
        byRule[entry.rule ?? "none", default: 0] += 1
        byMethod[entry.method, default: 0] += 1
        byStatus[String(entry.status), default: 0] += 1
    }

    var view: JSONValue { .array(entries.map(\.view)) }

    var statistics: JSONObject {
        [
            "total": .int(total), "by_method": Self.counts(byMethod), "by_route": Self.counts(byRule),
            "by_status": Self.counts(byStatus),
        ]
    }

    private static func counts(_ counts: [String: Int]) -> JSONValue {
        .object(JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) }))
    }
}
