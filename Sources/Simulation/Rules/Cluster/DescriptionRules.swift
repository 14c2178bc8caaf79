/// The API's description of itself.
enum DescriptionRules {
    static let routes: [Route] = [
        Route(.read, "/api", "Fetch the API specification", needsSession: false) { _, call throws(Refusal) in
            var description = RouteTable(ArrayRoutes.all, for: call.dialect).exported
            description["version"] = .string("\(call.dialect.api)")
            description["request_time"] = 0
            return .bare(.object(description))
        }
    ]
}
