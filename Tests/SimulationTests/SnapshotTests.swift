import Testing

@testable import Simulation

@Suite struct SnapshotTests {
    private static let uuid = "25b4b959-c30a-45f2-a90c-84a40f34f0a1"

    @Test(arguments: ["/app_instances/db-1", Paths.volume("db-1")])
    func snapshotsAreKeyedByTheirMoment(_ owner: String) async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let path = owner + "/snapshots"
        let taken = try await client.post(path, ["uuid": .string(Self.uuid)])
        #expect(taken.data["utc_ts"] == "1600000000.123456789" && taken.data["op_state"] == "available")
        let second = try await client.post(path, [:])
        #expect(second.data["utc_ts"] != taken.data["utc_ts"], "even within one moment")
        #expect(try await client.get(path).data.array?.count == 2)
        #expect(try await client.get(owner).data["snapshots"]?.array?.first?["uuid"] == .string(Self.uuid))
        #expect(try await client.get(path + "/1600000000.123456789").data["uuid"] == .string(Self.uuid))
        #expect(try await client.delete(path + "/1600000000.123456789").status == 200)
        #expect(try await client.delete(path + "/1600000000.123456789").status == 404)
    }

    @Test func theSameUUIDTwiceIsCode15() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let path = Paths.volume("db-1") + "/snapshots"
        _ = try await client.post(path, ["uuid": .string(Self.uuid)])
        let reply = try await client.post(path, ["uuid": .string(Self.uuid)])
        #expect(reply.status == 400 && reply.json["name"] == "InvalidRequestError" && reply.json["code"] == 15)
    }

    @Test func snapshotsTakeTheirTime() async throws {
        let client = try await ArrayClient { $0.transitionDelay = .seconds(2) }
        _ = try await client.makeVolume("db-1")
        let taken = try await client.post(Paths.volume("db-1") + "/snapshots", [:])
        #expect(taken.data["op_state"] == "pending")
        client.clock.advance(by: .seconds(2))
        let list = try await client.get(Paths.volume("db-1") + "/snapshots")
        #expect(list.data.array?[0]["op_state"] == "available")
    }

    @Test(arguments: [("3.2.5.0", 422), ("3.3.3.0", 200)])
    func remoteKeysCameWith33(_ product: String, _ status: Int) async throws {
        let client = try await ArrayClient { $0.productVersion = product }
        _ = try await client.makeVolume("db-1")
        #expect(try await client.post(Paths.volume("db-1") + "/snapshots", ["type": "local"]).status == status)
    }

    @Test func restoringNeedsAnOfflineVolumeAndASnapshot() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let taken = try await client.post(Paths.volume("db-1") + "/snapshots", [:])
        let point = try #require(taken.data["utc_ts"])
        #expect(try await client.put(Paths.volume("db-1"), ["restore_point": point]).status == 400)
        _ = try await client.goOffline("db-1")
        #expect(try await client.put(Paths.volume("db-1"), ["restore_point": point]).status == 200)
        #expect(try await client.put(Paths.volume("db-1"), ["restore_point": "1.5"]).status == 404)
    }

    @Test(arguments: ["2.2.0.0", "3.2.5.0", "3.3.3.0"])
    func restoringAVolumeBringsItsSizeBack(_ product: String) async throws {
        let client = try await ArrayClient {
            $0.productVersion = product
            $0.transitionDelay = .seconds(2)
        }
        _ = try await client.makeVolume("db-1", size: 10)
        let point = try #require(try await client.post(Paths.volume("db-1") + "/snapshots", [:]).data["utc_ts"])
        _ = try await client.put(Paths.volume("db-1"), ["size": 20])
        _ = try await client.goOffline("db-1")
        let restored = try await client.put(Paths.volume("db-1"), ["restore_point": point]).data
        #expect(restored["size"] == 10 && restored["restore_point"] == point)
        #expect(restored["op_status"] == "internal_operation_in_progress")
        #expect(restored["snapshots"]?.array?.count == 1, "the snapshot stays")
        client.clock.advance(by: .seconds(2))
        #expect(try await client.get(Paths.volume("db-1")).data["op_status"] == nil)
    }

    @Test func restoringAnAppInstanceBringsItsVolumesBackTogether() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1", size: 10)
        let volumes = Paths.storage("db-1") + "/volumes"
        _ = try await client.post(volumes, ["name": "volume-2", "size": 11])
        let point = try #require(try await client.post("/app_instances/db-1/snapshots", [:]).data["utc_ts"])
        _ = try await client.put(Paths.volume("db-1"), ["size": 20])
        _ = try await client.put(volumes + "/volume-2", ["size": 21])
        _ = try await client.post(volumes, ["name": "volume-3", "size": 12])
        #expect(try await client.put("/app_instances/db-1", ["restore_point": point]).status == 400, "online")
        _ = try await client.goOffline("db-1")
        #expect(try await client.put("/app_instances/db-1", ["restore_point": "1.5"]).status == 404)
        let restored = try await client.put("/app_instances/db-1", ["restore_point": point]).data
        #expect(restored["restore_point"] == point)
        let sizes = restored["storage_instances"]?.array?[0]["volumes"]?.array?.map { $0["size"] }
        #expect(sizes == [10, 11, 12], "volume-3 is younger than the snapshot")
    }
}
