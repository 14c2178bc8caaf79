import Testing

@testable import Simulation

@Suite struct FaultTests {
    /// Waits until a request is held. Sleeping between looks: the request needs a thread to get there.
    private func heldRequests(_ client: ArrayClient) async throws -> [JSONValue] {
        while true {
            if let held = try await client.get("/_sim/held").json.array, !held.isEmpty { return held }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test func unavailabilityIsCountedAndSparse() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/_sim/faults", ["kind": "503", "count": 2, "after": 1])
        var statuses: [Int] = []
        for _ in 0..<4 { statuses.append(try await client.get("/system").status) }
        #expect(statuses == [200, 503, 503, 200])
    }

    @Test func initialisingIsTheOther500() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/_sim/faults", ["kind": "initialising", "count": 1])
        let reply = try await client.get("/system")
        #expect(reply.status == 500 && reply.message.contains("REST server is still initializing"))
    }

    @Test func aBrokenArrayIsNotAStartingOne() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/_sim/faults", ["kind": "500", "count": 1])
        let reply = try await client.get("/system")
        #expect(reply.status == 500 && reply.json["name"] == "InternalError")
        #expect(!reply.message.contains("initializing"))
    }

    @Test func chanceIsRepeatable() async throws {
        var runs: [[Int]] = []
        for _ in 0..<2 {
            let client = try await ArrayClient { $0.seed = 42 }
            _ = try await client.post("/_sim/faults", ["kind": "503", "rate": .double(0.5)])
            var statuses: [Int] = []
            for _ in 0..<40 { statuses.append(try await client.get("/system").status) }
            runs.append(statuses)
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0].contains(200) && runs[0].contains(503))
    }

    @Test func faultsChooseTheirRequests() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/_sim/faults", ["kind": "503", "match": "POST /app_instances"])
        #expect(try await client.get("/app_instances").status == 200)
        #expect(try await client.makeVolume("db-1").status == 503)
        _ = try await client.delete("/_sim/faults")
        #expect(try await client.makeVolume("db-1").status == 200)
    }

    @Test func aDroppedRequestWasOrWasNotCarriedOut() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/_sim/faults", ["kind": "drop-before", "count": 1, "match": "POST"])
        await #expect(throws: ArrayClient.Dropped.self) { try await client.makeVolume("db-1") }
        #expect(try await client.get("/app_instances").data == [])
        _ = try await client.post("/_sim/faults", ["kind": "drop-after", "count": 1, "match": "POST"])
        await #expect(throws: ArrayClient.Dropped.self) { try await client.makeVolume("db-1") }
        #expect(try await client.get("/app_instances").data.array?.count == 1)
    }

    @Test func refusalsEndByThemselves() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/_sim/faults", ["kind": "refuse", "ms": 500])
        await #expect(throws: ArrayClient.Dropped.self) { try await client.get("/system") }
        client.clock.advance(by: .milliseconds(500))
        #expect(try await client.get("/system").status == 200)
    }

    @Test(arguments: [("received", false), ("answered", true)])
    func heldRequestsAreSeenAndReleased(_ point: String, _ isCarriedOut: Bool) async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/_sim/faults", ["kind": "hold", "at": .string(point), "match": "POST", "count": 1])
        let pending = Task { try await client.makeVolume("db-1") }
        let held = try await heldRequests(client)
        #expect(held[0]["method"] == "POST" && held[0]["at"] == .string(point))
        #expect(try await client.get("/app_instances").data.array?.isEmpty == !isCarriedOut)
        _ = try await client.delete("/_sim/held/\(held[0]["id"]?.int ?? 0)")
        #expect(try await pending.value.status == 200)
    }

    @Test func aHeldRequestCanBeLost() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/_sim/faults", ["kind": "hold", "match": "POST"])
        let pending = Task { try await client.makeVolume("db-1") }
        _ = try await heldRequests(client)
        _ = try await client.delete("/_sim/held?drop")
        await #expect(throws: ArrayClient.Dropped.self) { try await pending.value }
        #expect(try await client.get("/app_instances").data == [])
    }

    @Test(
        arguments: [["kind": "magic"], ["kind": "delay", "ms": -1], ["kind": "hold", "at": "noon"], [:]] as [JSONValue])
    func unknownFaultsAreRefused(_ fault: JSONValue) async throws {
        let client = try await ArrayClient()
        #expect(try await client.post("/_sim/faults", fault).status == 422)
    }
}
