import TestSupport
import Testing

@testable import Simulation

@Suite struct LimitTests {
    private func volumes(_ count: Int) -> JSONValue {
        .array((0..<count).map { ["name": .string("volume-\($0)"), "size": 1, "replica_count": 1] })
    }

    @Test func aStorageInstanceHolds256Volumes() async throws {
        let client = try await ArrayClient()
        #expect(try await client.makeVolume("db-1", storage: ["volumes": volumes(256)]).status == 200)
        let extra: JSONValue = ["name": "volume-x", "size": 1]
        #expect(try await client.post(Paths.storage("db-1") + "/volumes", extra).status == 400)
        #expect(try await client.makeVolume("db-2", storage: ["volumes": volumes(257)]).status == 400)
    }

    @Test(.thorough) func theClusterHolds4096AppInstances() async throws {
        let client = try await ArrayClient()
        for number in 0..<4_096 { _ = try await client.post("/app_instances", ["name": .string("app-\(number)")]) }
        let refused = try await client.post("/app_instances", ["name": "one-more"])
        #expect(refused.status == 400 && refused.message.contains("4096"))
    }

    @Test func withoutLimitsNothingIsCounted() async throws {
        let client = try await ArrayClient { $0.enforcesLimits = false }
        #expect(try await client.makeVolume("db-1", storage: ["volumes": volumes(300)]).status == 200)
    }

    @Test func volumesBeyondTheCapacityAreRefused() async throws {
        let client = try await ArrayClient { $0.totalCapacity = 100 << 30 }
        #expect(try await client.makeVolume("db-1", size: 30, replicaCount: 3).status == 200)
        #expect(try await client.get("/system").data["available_capacity"] == .int(10 << 30))
        #expect(try await client.makeVolume("db-2", size: 11).status == 400)
        #expect(try await client.put(Paths.volume("db-1"), ["size": 40]).status == 400)
        _ = try await client.goOffline("db-1")
        _ = try await client.delete("/app_instances/db-1")
        #expect(try await client.get("/system").data["available_capacity"] == .int(100 << 30))
    }

    @Test func thereAre64Tenants() async throws {
        let client = try await ArrayClient()
        for number in 1..<64 {
            #expect(try await client.post("/tenants", ["name": .string("t-\(number)")]).status == 200)
        }
        #expect(try await client.post("/tenants", ["name": "too-many"]).status == 400)
    }
}
