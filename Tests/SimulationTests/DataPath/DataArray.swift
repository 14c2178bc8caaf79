import TestSupport

@testable import Simulation

/// A simulated array that serves data, and the programs of a host that reach it.
struct DataArray: Sendable {
    let client: ArrayClient
    let folder: TemporaryFolder

    static let initiator = "iqn.1993-08.org.debian:01:good"

    var directory: String { folder.path + "/data" }

    struct Failed: Error {
        let message: String
    }

    /// Runs the body against a fresh array with one initiator, and ends it whatever happens.
    static func with(
        in folder: TemporaryFolder? = nil, state: String? = nil, addresses: [String] = [], seed: UInt64 = 1,
        _ body: (DataArray) async throws -> Void
    ) async throws {
        let folder = try folder ?? TemporaryFolder()
        let client = try await ArrayClient { configuration in
            configuration.dataDirectory = folder.path + "/data"
            configuration.stateFile = state
            configuration.dataAddresses = addresses
            configuration.seed = seed
        }
        let array = DataArray(client: client, folder: folder)
        do {
            _ = try await client.post("/initiators", ["id": .string(initiator), "name": "good", "force": true])
            try await body(array)
            await client.simulator.endDataPath()
        } catch {
            await client.simulator.endDataPath()
            throw error
        }
    }

    /// Makes an app instance with volumes of these sizes in GiB, which the initiator may use.
    @discardableResult
    func make(_ name: String, sizes: [Int] = [1], storage: JSONObject = [:], app: JSONObject = [:]) async throws
        -> Target
    {
        let volumes = sizes.enumerated().map { index, size -> JSONValue in
            ["name": .string("volume-\(index + 1)"), "size": .int(size), "replica_count": 1]
        }
        let acl: JSONValue = ["initiators": [.reference("/initiators/\(Self.initiator)")]]
        let plain: JSONObject = ["name": "storage-1", "volumes": .array(volumes), "acl_policy": acl]
        let body: JSONObject = ["name": .string(name), "storage_instances": [.object(plain.merging(storage))]]
        return try await target(of: ok(client.post("/app_instances", .object(body.merging(app)))).data)
    }

    /// Where an app instance's first storage instance is reached.
    func target(of app: JSONValue) throws -> Target {
        let storage = app["storage_instances"]?.array?.first
        let access = storage?["access"]
        guard let iqn = access?["iqn"]?.string, let ips = access?["ips"]?.array?.compactMap(\.string), ips.count == 2
        else { throw Failed(message: "no access in \(app)") }
        let uuids = (storage?["volumes"]?.array ?? []).compactMap { $0["uuid"]?.string }
        return Target(iqn: iqn, portals: ips, volumes: uuids)
    }

    func target(_ name: String) async throws -> Target {
        try target(of: ok(await client.get("/app_instances/\(name)")).data)
    }

    /// The reply, if it is one of success.
    @discardableResult
    func ok(_ reply: ArrayClient.Reply) throws -> ArrayClient.Reply {
        guard reply.status == 200 else { throw Failed(message: "\(reply.status): \(reply.message)") }
        return reply
    }

    func set(_ path: String, _ body: JSONValue) async throws { try ok(await client.put(path, body)) }

    func goOffline(_ name: String) async throws { try ok(await client.goOffline(name)) }

    func goOnline(_ name: String) async throws { try await set("/app_instances/\(name)", ["admin_state": "online"]) }

    /// The initiators that the API shows as connected.
    func active(_ name: String) async throws -> [String] {
        let app = try ok(await client.get("/app_instances/\(name)")).data
        let shown = app["storage_instances"]?.array?.first?["active_initiators"]?.array ?? []
        return shown.compactMap(\.string)
    }

    func disturb(_ fault: JSONValue) async throws { try ok(await client.post("/_sim/data-faults", fault)) }

    func calm() async throws { try ok(await client.delete("/_sim/data-faults")) }

    /// A file of random bytes, the same for the same seed.
    func randomFile(_ name: String, mebibytes: Int, seed: UInt64 = 1) throws -> String {
        var random = SeededRandom(seed: seed)
        var bytes = [UInt8]()
        bytes.reserveCapacity(mebibytes << 20)
        for _ in 0..<(mebibytes << 17) {
            withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) }
        }
        return try folder.write(bytes: bytes, to: name)
    }
}

/// An iSCSI target as a host knows it.
struct Target: Sendable {
    let iqn: String
    let portals: [String]
    let volumes: [String]
}
