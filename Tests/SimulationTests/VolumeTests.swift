import Testing

@testable import Simulation

@Suite struct VolumeTests {
    @Test func volumesComeAndGo() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let path = Paths.storage("db-1") + "/volumes"
        #expect(try await client.post(path, ["name": "volume-2", "size": 5]).data["replica_count"] == 3)
        #expect(try await client.post(path, ["name": "volume-2", "size": 5]).status == 409)
        #expect(try await client.get(path).data.array?.count == 2)
        #expect(try await client.delete(path + "/volume-2").status == 400, "online")
        _ = try await client.goOffline("db-1")
        #expect(try await client.delete(path + "/volume-2").status == 200)
        #expect(try await client.get(path + "/volume-2").status == 404)
    }

    @Test func volumesGrowOnlineButNeverShrink() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1", size: 10)
        #expect(try await client.put(Paths.volume("db-1"), ["size": 20]).data["size"] == 20)
        #expect(try await client.put(Paths.volume("db-1"), ["size": 20]).status == 200)
        #expect(try await client.put(Paths.volume("db-1"), ["size": 19]).status == 422)
        #expect(try await client.get(Paths.volume("db-1")).data["size"] == 20)
    }

    @Test func growingCanBeMadeAnOfflineMatter() async throws {
        let client = try await ArrayClient { $0.resizeRequiresOffline = true }
        _ = try await client.makeVolume("db-1")
        #expect(try await client.put(Paths.volume("db-1"), ["size": 20]).status == 400)
        _ = try await client.goOffline("db-1")
        #expect(try await client.put(Paths.volume("db-1"), ["size": 20]).status == 200)
    }

    @Test func replicasAreOnlyAddedAndOnlyOffline() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1", replicaCount: 2)
        #expect(try await client.put(Paths.volume("db-1"), ["replica_count": 3]).status == 400)
        _ = try await client.goOffline("db-1")
        #expect(try await client.put(Paths.volume("db-1"), ["replica_count": 3]).data["replica_count"] == 3)
        #expect(try await client.put(Paths.volume("db-1"), ["replica_count": 2]).status == 422)
        #expect(try await client.put(Paths.volume("db-1"), ["replica_count": 6]).status == 422)
    }

    @Test func performancePoliciesAreObjectsOfTheirOwn() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1", volume: ["performance_policy": [:]])
        let path = Paths.volume("db-1") + "/performance_policy"
        #expect(try await client.get(path).status == 404, "the Go SDK means none by an empty one")
        #expect(try await client.put(path, ["read_iops_max": 1]).status == 404)
        let made = try await client.post(path, ["total_iops_max": 100])
        #expect(made.data["total_iops_max"] == 100 && made.data["read_iops_max"] == 0)
        #expect(try await client.post(path, ["total_iops_max": 100]).status == 409)
        #expect(try await client.put(path, ["read_iops_max": 50]).data["total_iops_max"] == 100)
        #expect(try await client.put(path, ["read_iops_max": 10_000_001]).status == 422)
        #expect(try await client.get(Paths.volume("db-1")).data["performance_policy"]?["read_iops_max"] == 50)
        #expect(try await client.delete(path).data["read_iops_max"] == 50)
        #expect(try await client.get(Paths.volume("db-1")).data["performance_policy"] == nil)
    }

    @Test(arguments: ["/app_instances/db-1", Paths.volume("db-1")])
    func snapshotPoliciesBelongToVolumesAndAppInstances(_ owner: String) async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let path = owner + "/snapshot_policies"
        let policy: JSONValue = [
            "name": "daily", "interval": "1day", "retention_count": 7, "start_time": "1970-01-01T00:00:30+00:00",
        ]
        #expect(try await client.post(path, policy).data["start_time"] == "1970-01-01T00:00:30+00:00")
        #expect(try await client.post(path, policy).status == 409)
        #expect(try await client.put(path + "/daily", ["retention_count": 9]).data["retention_count"] == 9)
        #expect(try await client.put(path + "/daily", ["retention_count": 257]).status == 422)
        #expect(try await client.put(path + "/daily", ["start_time": "tomorrow"]).status == 422)
        #expect(try await client.get(path).data.array?.count == 1)
        #expect(try await client.get(owner).data["snapshot_policies"]?.array?[0]["interval"] == "1day")
        #expect(try await client.delete(path + "/daily").data["retention_count"] == 9)
        #expect(try await client.get(path + "/daily").status == 404)
    }

    @Test func slowChangesShowWhatIsGoingOn() async throws {
        let client = try await ArrayClient { $0.transitionDelay = .seconds(5) }
        _ = try await client.makeVolume("db-1")
        #expect(try await client.get(Paths.storage("db-1")).data["op_state"] == "unavailable")
        client.clock.advance(by: .seconds(5))
        #expect(try await client.get(Paths.storage("db-1")).data["op_state"] == "available")
        let resized = try await client.put(Paths.volume("db-1"), ["size": 20])
        #expect(resized.data["op_status"] == "volume_resize_in_progress")
        let list = try await client.get("/app_instances").data.array?[0]["storage_instances"]?.array?[0]
        #expect(list?["volumes"]?.array?[0]["op_status"] == "volume_resize_in_progress")
        client.clock.advance(by: .seconds(5))
        #expect(try await client.get(Paths.volume("db-1")).data["op_status"] == nil)
    }
}
