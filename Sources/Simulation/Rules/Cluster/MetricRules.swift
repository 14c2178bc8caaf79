enum MetricRules {
    static let routes: [Route] =
        routes("/metrics/io/:metric", Metric.io) + routes("/metrics/hw/:metric", Metric.hardware)

    /// One point each quarter of a minute, no more than this many.
    private static let maximumPoints = 240
    private static let secondsPerPoint: Int64 = 15

    private static func routes(_ pattern: String, _ metrics: [Metric]) -> [Route] {
        [
            Route(.read, pattern, "Show a metric over time", schema: .byDialect(Schema.metricRange)) {
                state, call throws(Refusal) in
                let metric = try metric(metrics, call)
                let count = try pointCount(call)
                let series = try entities(state, call).map { entity -> JSONValue in
                    let points = (0..<count).map {
                        point(metric, entity, at: second(call) - Int64($0) * secondsPerPoint)
                    }
                    return entry(entity, call, ["points": .array(points.reversed())])
                }
                return .list(series)
            },
            Route(.read, pattern + "/latest", "Show a metric's latest value", schema: .fixed(.metricEntity)) {
                state, call throws(Refusal) in
                let metric = try metric(metrics, call)
                return .list(
                    try entities(state, call).map {
                        entry($0, call, ["point": point(metric, $0, at: second(call))])
                    })
            },
        ]
    }

    private static func metric(_ metrics: [Metric], _ call: Call) throws(Refusal) -> Metric {
        guard let metric = metrics.first(where: { $0.name == call.parameter(0) }) else {
            throw .absent("Metric", call.parameter(0))
        }
        return metric
    }

    private static func second(_ call: Call) -> Int64 {
        call.now.nanoseconds / 1_000_000_000 / secondsPerPoint * secondsPerPoint
    }

    private static func point(_ metric: Metric, _ entity: String, at second: Int64) -> JSONValue {
        ["time": .int(Int(second)), "value": .int(metric.value(of: entity, at: second))]
    }

    private static func entry(_ entity: String, _ call: Call, _ values: JSONObject) -> JSONValue {
        let place: JSONObject = ["entity_path": .string(entity), "tenant": .string(call.tenant.description)]
        return .object(place.merging(values))
    }

    /// An hour unless `since` says otherwise; it was checked to be numbers with units.
    private static func pointCount(_ call: Call) throws(Refusal) -> Int {
        var (seconds, digits) = (0, 0)
        for character in call.query["since"] ?? "1h" {
            if let digit = character.wholeNumberValue {
                digits = min(digits, 100_000_000) * 10 + digit
            } else {
                let unit = ["d": 86_400, "h": 3_600, "m": 60, "s": 1][character] ?? 1
                seconds = min(seconds, 1 << 40) + digits * unit
                digits = 0
            }
        }
        return max(1, min(maximumPoints, seconds / Int(secondsPerPoint)))
    }

    private static func entities(_ state: ArrayState, _ call: Call) throws(Refusal) -> [String] {
        switch call.query["path"] ?? "/system" {
        case "/app_instances": return state.appInstances.values(in: call.tenant).map(\.path)
        case let path where path.hasPrefix("/app_instances/"):
            _ = try state.appInstance(String(path.split(separator: "/").dropFirst().first ?? ""), in: call.tenant)
            return [path]
        case let path: return [path]
        }
    }
}

extension Schema {
    fileprivate static let metricEntity = object(["path": string, "uuid": text(.uuid)])

    /// `ival` is what the Go SDK sends.
    fileprivate static func metricRange(_ dialect: Dialect) -> Schema {
        metricEntity.adding([
            "from": Schema(kinds: [.string, .integer]), "since": text(.period),
            "to": Schema(kinds: [.string, .integer]),
        ]).adding(["ival": string], if: dialect.hasExtendedFields)
    }
}
