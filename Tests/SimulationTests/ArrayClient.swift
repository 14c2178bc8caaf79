@testable import Simulation

/// A logged-in client of a simulator in the same process, for tests: short to write, and nothing hidden.
struct ArrayClient {
    let simulator: Simulator
    let clock: ManualClock
    var version = "v2.2"
    var tenant: String?
    var key = ""

    /// One answer, taken apart.
    struct Reply {
        let status: Int
        let json: JSONValue
        let headers: [String: String]

        var data: JSONValue { json["data"] ?? .null }
        var message: String { json["message"]?.string ?? "" }
    }

    struct Dropped: Error {}

    init(_ change: (inout SimulatorConfiguration) -> Void = { _ in }, version: String = "v2.2") async throws {
        let clock = ManualClock()
        var configuration = SimulatorConfiguration(clock: { clock.now })
        change(&configuration)
        self.clock = clock
        self.version = version
        simulator =
            configuration.dataDirectory == nil
            ? Simulator(configuration: configuration) : try Simulator.opened(configuration)
        try await logIn()
    }

    mutating func logIn() async throws {
        let reply = try await put("/login", ["name": "admin", "password": "password"])
        key = reply.json["key"]?.string ?? ""
    }

    /// The same client working in another tenant.
    func inTenant(_ tenant: String?) -> ArrayClient {
        var client = self
        client.tenant = tenant
        return client
    }

    func speaking(_ version: String) -> ArrayClient {
        var client = self
        client.version = version
        return client
    }

    func get(_ path: String) async throws -> Reply { try await send("GET", path) }
    func put(_ path: String, _ body: JSONValue) async throws -> Reply { try await send("PUT", path, body) }
    func post(_ path: String, _ body: JSONValue) async throws -> Reply { try await send("POST", path, body) }
    func delete(_ path: String, _ body: JSONValue = [:]) async throws -> Reply { try await send("DELETE", path, body) }

    /// Paths below `/_sim` go out as they are, all others with the API version before them.
    func send(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> Reply {
        let target = path.hasPrefix("/_sim") || path == "/api_versions" ? path : "/\(version)\(path)"
        return try await send(method, target: target, body: body.map { JSONWriter.encoded($0) } ?? [])
    }

    func send(
        _ method: String, target: String, body: [UInt8], contentType: String = "application/json"
    ) async throws -> Reply {
        var headers = [("Content-Type", contentType), ("Auth-Token", key)]
        if let tenant { headers.append(("tenant", tenant)) }
        let request = SimulatedRequest(
            method: method, target: target, headers: headers.map { (name: $0.0, value: $0.1) }, body: body)
        guard let response = await simulator.respond(to: request) else { throw Dropped() }
        return Reply(
            status: response.status, json: try JSONParser.parse(response.body),
            headers: Dictionary(response.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Makes an app instance with one storage instance and one volume, as most clients do.
    func makeVolume(
        _ name: String, size: Int = 10, replicaCount: Int = 1, volume: JSONObject = [:], storage: JSONObject = [:],
        app: JSONObject = [:]
    ) async throws -> Reply {
        let plainVolume: JSONObject = ["name": "volume-1", "size": .int(size), "replica_count": .int(replicaCount)]
        let plainStorage: JSONObject = ["name": "storage-1", "volumes": [.object(plainVolume.merging(volume))]]
        let plainApp: JSONObject = [
            "name": .string(name), "storage_instances": [.object(plainStorage.merging(storage))],
        ]
        return try await post("/app_instances", .object(plainApp.merging(app)))
    }

    func goOffline(_ name: String) async throws -> Reply {
        try await put("/app_instances/\(name)", ["admin_state": "offline", "force": true])
    }
}
