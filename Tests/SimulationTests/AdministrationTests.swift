import Testing

@testable import Simulation

@Suite struct AdministrationTests {
    @Test func requestsAreLoggedAndForgotten() async throws {
        let client = try await ArrayClient().inTenant("/root")
        _ = try await client.delete("/_sim/requests")
        _ = try await client.get("/app_instances?limit=5")
        _ = try await client.get("/app_instances/none")
        let log = try await client.get("/_sim/requests").json
        #expect(
            log == [
                [
                    "method": "GET", "path": "/v2.2/app_instances", "query": "limit=5", "tenant": "/root",
                    "status": 200, "ms": 0, "rule": "GET /app_instances",
                ],
                [
                    "method": "GET", "path": "/v2.2/app_instances/none", "query": "", "tenant": "/root", "status": 404,
                    "ms": 0, "rule": "GET /app_instances/:id",
                ],
            ])
        let counts = try await client.get("/_sim/stats").json
        #expect(counts["by_route"]?["GET /app_instances"] == 1 && counts["by_method"]?["GET"] == 2)
    }

    @Test func theStateIsCanonicalAndRoundTrips() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1", volume: ["performance_policy": ["total_iops_max": 9]])
        _ = try await client.post(Paths.volume("db-1") + "/snapshots", [:])
        let state = try await client.get("/_sim/state").json
        let read: ArrayState = try StateCodec.value(state)
        #expect(try StateCodec.json(read) == state)
        #expect(JSONWriter.encoded(state) == JSONWriter.encoded(state, sortingKeys: true))
    }

    @Test func patchesChangeTheStateBehindEveryonesBack() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1", volume: ["performance_policy": ["total_iops_max": 9]])
        _ = try await client.get("/app_instances")
        let path = "/_sim/state" + Paths.volume("db-1")
        #expect(try await client.send("PATCH", path, ["size": 5, "performance_policy": .null]).status == 200)
        let list = try await client.get("/app_instances").data.array?[0]["storage_instances"]?.array?[0]
        #expect(list?["volumes"]?.array?[0]["size"] == 5)
        #expect(list?["volumes"]?.array?[0]["performance_policy"] == nil)
        #expect(try await client.send("PATCH", "/_sim/state/app_instances/none", [:]).status == 404)
        #expect(try await client.send("PATCH", path, ["size": "big"]).status == 422)
    }

    @Test func sessionsCanBeExpired() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/_sim/expire-sessions", [:])
        #expect(try await client.get("/system").status == 401)
    }

    @Test func unknownAdminEndpointsAreNotFound() async throws {
        let client = try await ArrayClient()
        #expect(try await client.get("/_sim/nonsense").status == 404)
        #expect(try await client.get("/_sim").status == 404)
    }
}
