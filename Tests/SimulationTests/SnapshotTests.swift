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

    @Test(arguments: ["clone_src", "clone_volume_src", "clone_snapshot_src"])
    func clonesKeepNamesAndSizesButNotAccess(_ key: String) async throws {
        let client = try await ArrayClient()
        let auth: JSONValue = ["type": "chap", "target_user_name": "dbuser", "target_pswd": "secretsecret1"]
        _ = try await client.makeVolume("db-1", size: 33, storage: ["auth": auth])
        let snapshot = try await client.post(Paths.volume("db-1") + "/snapshots", [:])
        _ = try await client.put(Paths.volume("db-1"), ["size": 44])
        let sources: [String: String] = [
            "clone_src": "/app_instances/db-1", "clone_volume_src": Paths.volume("db-1"),
            "clone_snapshot_src": snapshot.data["path"]?.string ?? "",
        ]
        let clone = try await client.post(
            "/app_instances", .object(["name": "copy", key: .reference(sources[key] ?? "")]))
        let storage = clone.data["storage_instances"]?.array?[0]
        #expect(storage?["name"] == "storage-1" && storage?["auth"]?["type"] == "none")
        #expect(storage?["volumes"]?.array?[0]["size"] == (key == "clone_snapshot_src" ? 33 : 44))
    }

    @Test func clonesOfNothingAreRefused() async throws {
        let client = try await ArrayClient()
        let reply = try await client.post(
            "/app_instances", ["name": "copy", "clone_src": ["path": "/app_instances/none"]])
        #expect(reply.status == 404)
    }
}
