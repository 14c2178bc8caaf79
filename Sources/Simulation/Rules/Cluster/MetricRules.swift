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
                let seconds = try seconds(of: call)
                let series = try entities(state, call).map { entity -> JSONValue in
                    entry(entity, call, ["points": .array(seconds.map { point(metric, entity, at: $0) })])
                }
                return .list(series)
            },
            Route(.read, pattern + "/latest", "Show a metric's latest value", schema: .fixed(.metricEntity)) {
                state, call throws(Refusal) in
                let metric = try metric(metrics, call)
                return .list(
                    try entities(state, call).map {
                        entry($0, call, ["point": point(metric, $0, at: aligned(call.now))])
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

    private static func aligned(_ time: ArrayTime) -> Int64 {
        time.nanoseconds / 1_000_000_000 / secondsPerPoint * secondsPerPoint
    }

    private static func point(_ metric: Metric, _ entity: String, at second: Int64) -> JSONValue {
        ["time": .int(Int(second)), "value": .int(metric.value(of: entity, at: second))]
    }

    private static func entry(_ entity: String, _ call: Call, _ values: JSONObject) -> JSONValue {
        let place: JSONObject = ["entity_path": .string(entity), "tenant": .string(call.tenant.description)]
        return .object(place.merging(values))
    }

    /// When there are points, oldest first: in the last hour, unless the query asks for another stretch of time.
    private static func seconds(of call: Call) throws(Refusal) -> [Int64] {
        let range = try TimeRange(call)
        let last = aligned(min(call.now, range.end ?? call.now))
        let first = range.start.map(aligned) ?? last - 3_600
        let count = max(1, min(Int64(maximumPoints), (last - first) / secondsPerPoint))
        return (0..<count).map { last - $0 * secondsPerPoint }.reversed()
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
        metricEntity.adding(timeRange).adding(["ival": string], if: dialect.hasExtendedFields)
    }
}

extension Int {
    /// The whole part of `number`, or the nearest integer there is: patched states may hold any number.
    init(clamping number: Double) {
        self = Int(exactly: number.rounded(.towardZero)) ?? (number > 0 ? .max : 0)
    }
}
