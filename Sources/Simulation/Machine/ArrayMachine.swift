/// The rules of the array as one value: a request and a moment go in, an answer comes out, and nothing else happens.
struct ArrayMachine: Sendable {
    let configuration: SimulatorConfiguration
    var state: ArrayState
    private let tables: [APIVersion: RouteTable]
    private let versions: [String]
    private var requestCount = 0

    init(_ configuration: SimulatorConfiguration, state: ArrayState) {
        self.configuration = configuration
        self.state = state
        versions = configuration.apiVersions
        let offered = versions.compactMap { APIVersion($0) }.filter(APIVersion.simulated.contains)
        tables = offered.reduce(into: [:]) { tables, version in
            tables[version] = RouteTable(
                ArrayRoutes.all, for: Dialect(api: version, product: configuration.product))
        }
    }

    /// Answers one request; `rule` names the route that was followed, for the request log.
    mutating func respond(to request: SimulatedRequest, at now: ArrayTime) -> (
        response: SimulatedResponse, rule: String?
    ) {
        requestCount &+= 1
        var rule: String?
        do {
            let text = try answer(request, at: now, following: &rule)
            return (SimulatedResponse(status: 200, json: text, at: now), rule)
        } catch {
            return (refuse(request, error, at: now), rule)
        }
    }

    /// The answer to a request that is not carried out.
    func refuse(_ request: SimulatedRequest, _ refusal: Refusal, at now: ArrayTime) -> SimulatedResponse {
        let version = request.rawPath.split(separator: "/").first.flatMap { APIVersion($0) }
        let report = RefusalReport(
            refusal: refusal, request: request, version: version.map { "\($0)" } ?? "", number: requestCount, now: now)
        return SimulatedResponse(status: refusal.kind.wire.status, json: report.text, at: now)
    }

    private mutating func answer(
        _ request: SimulatedRequest, at now: ArrayTime, following rule: inout String?
    ) throws(Refusal) -> [UInt8] {
        if request.rawPath == "/api_versions" {
            return JSONWriter.encoded(["api_versions": .strings(versions)])
        }
        let target = try RequestTarget(request)
        let (table, match, route) = try route(for: request, target)
        rule = "\(request.method) \(route.pattern)"
        let session = state.sessions.session(request.header("auth-token"), at: now)
        guard session != nil || !route.needsSession else { throw .invalidSession }
        let tenant = TenantPath(request.header("tenant") ?? "")
        guard state.hasTenant(tenant) || !route.needsSession else { throw .absent("Tenant", tenant.description) }

        let (query, body) = try parameters(of: request, target, for: route, table.dialect)
        let call = Call(
            dialect: table.dialect, configuration: configuration, tenant: tenant, now: now,
            parameters: match.parameters, path: target.path, query: query, body: body, session: session)
        let answer = try route.rule(&state, call)
        if let event = ArrayEvent.of(route, call, answer) { state.eventLog.record(event) }
        return Envelope(version: target.version, tenant: tenant, path: target.path)
            .text(of: answer, countsPages: table.dialect.countsPages)
    }

    private func route(
        for request: SimulatedRequest, _ target: RequestTarget
    ) throws(Refusal) -> (RouteTable, RouteTable.Match, Route) {
        guard let table = tables[target.version] else {
            throw Refusal(
                kind: .unsupportedVersion,
                message:
                    "API version \(target.version) is not supported; use one of \(versions.joined(separator: ", "))")
        }
        guard !target.segments.isEmpty else {
            // Cinder takes this code as the proof that the version exists.
            throw .invalidRequest("No api_req for the root of the API", code: 99)
        }
        guard let match = table.match(target.segments) else { throw .absent("Path", target.path) }
        guard let route = Operation(method: request.method).flatMap({ match.routes[$0] }) else {
            throw Refusal(
                kind: .methodNotAllowed, message: "\(request.method) is not allowed on \(target.path)")
        }
        return (table, match, route)
    }

    /// Query and body as the route's schema wants them. A read's schema is about its query, and its body is ignored:
    /// the Go SDK sends one with every GET.
    private func parameters(
        of request: SimulatedRequest, _ target: RequestTarget, for route: Route, _ dialect: Dialect
    ) throws(Refusal) -> (query: [String: String], body: JSONValue) {
        let query = Dictionary(target.query.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        guard let schema = route.schema.schema(for: dialect) else { return (query, [:]) }
        let checked: JSONValue =
            switch route.operation {
            case .read: .object(TypedText.object(target.query, for: schema))
            case .create, .update, .delete: try RequestBody.value(of: request, for: schema)
            }
        let violations = SchemaChecker.violations(of: checked, against: schema)
        guard violations.isEmpty else {
            throw .validationFailed(violations.joined(separator: "; "), errors: violations)
        }
        return (query, checked)
    }
}
