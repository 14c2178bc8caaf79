package import DSPClient
package import Simulation
import StorageModel

/// A simulator under test, reached in process or over a socket: the same test body serves both.
package struct SimulatedDSP: Sendable {
    package enum Route: String, Sendable, CaseIterable {
        case inProcess = "in process"
        case http = "over HTTP"
    }

    package let simulator: Simulator
    /// Where it listens; nil in process.
    package let port: Int?

    package init(simulator: Simulator, port: Int?) {
        self.simulator = simulator
        self.port = port
    }

    /// Runs the body against a fresh array.
    package static func with<Result: Sendable>(
        _ configuration: SimulatorConfiguration = SimulatorConfiguration(), _ route: Route = .http,
        _ body: @Sendable @escaping (SimulatedDSP) async throws -> Result
    ) async throws -> Result {
        switch route {
        case .inProcess: try await body(SimulatedDSP(simulator: Simulator(configuration: configuration), port: nil))
        case .http:
            try await SimulatorServer.withServer(configuration) { simulator, port in
                try await body(SimulatedDSP(simulator: simulator, port: port))
            }
        }
    }

    /// A client as the tool makes it, but one that does not wait long between tries.
    ///
    /// - Parameter wrapping: puts something between the client and the array.
    package func client(through wrapping: (any HTTPTransport) -> any HTTPTransport = { $0 }) -> DSPClient {
        var configuration = DSPConfiguration(
            endpoint: Endpoint(scheme: .http, host: "127.0.0.1", port: port), username: "admin",
            password: Secret("password"))
        configuration.retryInterval = .milliseconds(5)
        let transport: any HTTPTransport = port == nil ? InProcessTransport(simulator) : CurlTransport()
        return DSPClient(configuration: configuration, transport: wrapping(transport), timing: .real)
    }

    /// What `datera-apply` needs in its environment to find this array.
    package var environment: [String: String] {
        ["DAT_MGMT": "http://127.0.0.1:\(port ?? 0)", "DAT_USER": "admin", "DAT_PASS": "password"]
    }

    /// A request of the administrator, beside the API.
    @discardableResult
    package func admin(_ method: String, _ path: String, _ body: String = "") async throws -> JSONTree {
        try await send(method, path, body, headers: [("content-type", "application/json")])
    }

    /// A request through the API, made with a session of its own.
    @discardableResult
    package func call(_ method: String, _ path: String, _ body: String = "", tenant: String = "/root") async throws
        -> JSONTree
    {
        let version = try await send("GET", "/api_versions", "")["api_versions"]?.elements.last?.text ?? "v2.3"
        let login = try await send("PUT", "/\(version)/login", #"{"name":"admin","password":"password"}"#)
        return try await send(
            method, "/\(version)\(path)", body, headers: [("auth-token", login["key"]?.text ?? ""), ("tenant", tenant)])
    }

    /// The log as `METHOD /path`, without version and without logins: what the tool did to the array.
    package func requests() async throws -> [String] {
        try await admin("GET", "/_sim/requests").elements.map { entry in
            let path = (entry["path"]?.text ?? "").split(separator: "/").dropFirst().reduce(into: "") { $0 += "/" + $1 }
            return "\(entry["method"]?.text ?? "") \(path)"
        }.filter { !$0.hasSuffix("/login") && !$0.hasSuffix("/logout") }
    }

    /// The requests that change something.
    package func writes() async throws -> [String] { try await requests().filter { !$0.hasPrefix("GET ") } }

    package func forgetRequests() async throws { try await admin("DELETE", "/_sim/requests") }

    /// The array's own record of an app instance, not the one its API shows.
    package func record(of name: String) async throws -> JSONTree? {
        try await admin("GET", "/_sim/state")["app_instances"]?.elements.first { $0["name"]?.text == name }
    }

    private func send(
        _ method: String, _ target: String, _ body: String, headers: [(String, String)] = []
    ) async throws -> JSONTree {
        let request = SimulatedRequest(
            method: method, target: target, headers: headers.map { (name: $0.0, value: $0.1) }, body: Array(body.utf8))
        guard let response = await simulator.respond(to: request) else { return .null }
        let tree = try JSONTree(parsing: response.body)
        guard (200..<300).contains(response.status) else { throw Refusal(request: "\(method) \(target)", answer: tree) }
        return tree
    }

    /// The simulator did not do what a test asked for.
    package struct Refusal: Error {
        package var request: String
        package var answer: JSONTree
    }
}
