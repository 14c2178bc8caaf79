/// The operations of one dialect, found by path. The only source of routing, of body checks and of `/api`.
struct RouteTable: Sendable {
    struct Match: Sendable {
        let routes: [Operation: Route]
        let parameters: [String]
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var parameter: Int?
        /// Where a parameter swallows all remaining segments.
        var remainder: Int?
        var routes: [Operation: Route] = [:]
    }

    let dialect: Dialect
    private var nodes = [Node()]
    private var routes: [Route] = []

    init(_ routes: [Route], for dialect: Dialect) {
        self.dialect = dialect
        for route in routes where route.isOffered(dialect) { insert(route) }
    }

    private mutating func insert(_ route: Route) {
        routes.append(route)
        var position = 0
        // A remainder parameter holds a regular expression in which slashes may occur, so it ends the splitting.
        let fixed = route.pattern.prefix { $0 != "(" }
        for segment in fixed.split(separator: "/") {
            if segment.first == ":" {
                position =
                    fixed.endIndex < route.pattern.endIndex && segment.endIndex == fixed.endIndex
                    ? child(of: position, \.remainder) : child(of: position, \.parameter)
            } else {
                position = child(of: position, \.literals[String(segment)])
            }
        }
        nodes[position].routes[route.operation] = route
    }

    private mutating func child(of position: Int, _ edge: WritableKeyPath<Node, Int?>) -> Int {
        if let existing = nodes[position][keyPath: edge] { return existing }
        nodes.append(Node())
        nodes[position][keyPath: edge] = nodes.count - 1
        return nodes.count - 1
    }

    func match(_ segments: [String]) -> Match? {
        var position = 0
        var parameters: [String] = []
        for (index, segment) in segments.enumerated() {
            let node = nodes[position]
            if let next = node.literals[segment] {
                position = next
            } else if let next = node.parameter {
                parameters.append(segment)
                position = next
            } else if let next = node.remainder {
                parameters.append(segments[index...].joined(separator: "/"))
                position = next
                break
            } else {
                return nil
            }
        }
        let found = nodes[position].routes
        return found.isEmpty ? nil : Match(routes: found, parameters: parameters)
    }

    /// The routes' description, as `GET /api` answers it.
    var exported: JSONObject {
        var description = JSONObject()
        for route in routes.sorted(by: { $0.pattern < $1.pattern }) {
            var operations = description[route.pattern]?.object ?? [:]
            operations[route.operation.rawValue] = route.exported(for: dialect)
            description[route.pattern] = .object(operations)
        }
        return description
    }
}
