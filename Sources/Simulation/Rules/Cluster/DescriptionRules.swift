/// The API's description of itself.
enum DescriptionRules {
    static let routes: [Route] = [
        Route(
            .read, "/api", "Fetch the API specification", schema: .fixed(selection), needsSession: false
        ) { _, call throws(Refusal) in
            var description = RouteTable(ArrayRoutes.all, for: call.dialect).exported
            description["version"] = .string("\(call.dialect.api)")
            description["request_time"] = 0
            return .bare(.object(description))
        }
    ]

    /// Known and checked, but every selection is answered with the whole description grouped by route.
    private static let selection = Schema.object(["group_by": .choice(["group", "route"]), "group_filter": .string])
}
