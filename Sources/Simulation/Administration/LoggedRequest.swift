/// One line of the request log.
struct LoggedRequest: Sendable {
    let method: String
    let path: String
    let query: String
    let tenant: String
    /// 0 where the connection was dropped without an answer.
    let status: Int
    let milliseconds: Int
    /// The route that was followed; nil when none was found or the request got no further than a fault.
    let rule: String?

    var view: JSONValue {
        [
            "method": .string(method), "path": .string(path), "query": .string(query), "tenant": .string(tenant),
            "status": .int(status), "ms": .int(milliseconds), "rule": .string(rule ?? ""),
        ]
    }
}
