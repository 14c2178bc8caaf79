/// One request to an operation, understood and checked: all that a rule may know of it.
struct Call: Sendable {
    let dialect: Dialect
    let configuration: SimulatorConfiguration
    let tenant: TenantPath
    /// The moment of the request by the array's clock.
    let now: ArrayTime
    /// The values of the route's parameters, from left to right.
    let parameters: [String]
    /// The request's path below the API version.
    let path: String
    let query: [String: String]
    let body: JSONValue
    let session: Session?

    var viewer: Viewer { Viewer(dialect: dialect, now: now) }
    var limits: Limits { configuration.limits }

    /// A member of a body that is an object.
    subscript(key: String) -> JSONValue? { body[key] }

    /// A parameter by its position in the route; routes and rules agree on how many there are.
    func parameter(_ position: Int) -> String { parameters.indices.contains(position) ? parameters[position] : "" }

    /// Whether warnings are to be overridden; the Go SDK says so in the query where Python says it in the body.
    var isForced: Bool { self["force"]?.bool ?? (query["force"] == "true") }

    /// When something begun now is done; nil when the array does it at once.
    var doneAt: ArrayTime? {
        configuration.transitionDelay > .zero ? now.advanced(by: configuration.transitionDelay) : nil
    }
}
