/// The API's description of itself: route by route, which is how every client reads it, or by groups of routes.
enum DescriptionRules {
    static let routes: [Route] = [
        Route(
            .read, "/api", "Fetch the API specification", schema: .fixed(selection), needsSession: false
        ) { _, call throws(Refusal) in
            var description = described(call)
            description["version"] = .string("\(call.dialect.api)")
            description["request_time"] = 0
            return .bare(.object(description))
        }
    ]

    private static let selection = Schema.object(["group_by": .choice(["group", "route"]), "group_filter": .string])

    /// `group_filter` leaves the routes of one group, whichever way they are grouped.
    private static func described(_ call: Call) -> JSONObject {
        let filter = call.query["group_filter"] ?? ""
        let routes = ArrayRoutes.all.filter { filter.isEmpty || $0.group == filter }
        guard call.query["group_by"] == "group" else { return RouteTable(routes, for: call.dialect).exported }
        let groups = Dictionary(grouping: routes, by: \.group).sorted { $0.key < $1.key }
        return JSONObject(groups.map { ($0.key, .object(RouteTable($0.value, for: call.dialect).exported)) })
    }
}
