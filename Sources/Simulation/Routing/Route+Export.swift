extension Route {
    /// The names of the parameters, from left to right.
    private var parameterNames: [String] {
        pattern.prefix { $0 != "(" }.split(separator: "/").filter { $0.first == ":" }.map { String($0.dropFirst()) }
    }

    func exported(for dialect: Dialect) -> JSONValue {
        var members: JSONObject = [
            "descr": .string(summary), "op": .string(operation.rawValue), "path": .string(pattern),
            "group": .string(group),
        ]
        if let entity { members["entity"] = .string(entity) }
        if let schema = schema.schema(for: dialect) { members["bodyParamSchema"] = schema.exported }
        if !parameterNames.isEmpty {
            members["urlParamSchema"] = .object(
                JSONObject(parameterNames.map { ($0, Schema.urlParameter($0, of: pattern).exported) }))
        }
        return .object(members)
    }
}

extension Schema {
    /// Clients read the metrics that exist from here; of other parameters they only use the names.
    fileprivate static func urlParameter(_ name: String, of pattern: String) -> Schema {
        switch name {
        case "metric" where pattern.hasPrefix("/metrics/io/"): .choice(Metric.io.map(\.name))
        case "metric": .choice(Metric.hardware.map(\.name))
        default: .string
        }
    }
}
