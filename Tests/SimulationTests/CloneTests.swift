import Testing

@testable import Simulation

@Suite struct CloneTests {
    private static let keys = ["clone_src", "clone_volume_src", "clone_snapshot_src"]

    /// A client of an array with a volume of 33 GiB that grew to 44 after its snapshot was taken, and the paths by which
    /// it can be cloned.
    private func source(
        _ product: String, delay: Duration = .zero
    ) async throws -> (client: ArrayClient, paths: [String: String]) {
        let client = try await ArrayClient {
            $0.productVersion = product
            $0.transitionDelay = delay
        }
        let initiator = "iqn.1993-08.org.debian:01:abc"
        _ = try await client.post("/initiators", ["id": .string(initiator), "name": "host", "force": true])
        let path: JSONValue = ["start_ip": "10.0.0.1", "range": 20, "netmask": 24]
        _ = try await client.post("/access_network_ip_pools", ["name": "other", "network_paths": [path]])
        let made = try await client.makeVolume(
            "db-1", size: 33, volume: ["performance_policy": ["total_iops_max": 7]],
            storage: [
                "auth": ["type": "chap", "target_user_name": "dbuser", "target_pswd": "secretsecret1"],
                "acl_policy": ["initiators": [["path": .string("/initiators/" + initiator)]]],
                "ip_pool": ["path": "/access_network_ip_pools/other"],
            ])
        #expect(made.status == 200)
        let snapshot = try await client.post(Paths.volume("db-1") + "/snapshots", [:])
        _ = try await client.put(Paths.volume("db-1"), ["size": 44])
        let paths = [
            "clone_src": "/app_instances/db-1", "clone_volume_src": Paths.volume("db-1"),
            "clone_snapshot_src": snapshot.data["path"]?.string ?? "",
        ]
        return (client, paths)
    }

    @Test(arguments: keys, ["2.2.0.0", "3.2.5.0", "3.3.3.0"])
    func clonesKeepNamesAndSizesButNotAccess(_ key: String, _ product: String) async throws {
        let (client, paths) = try await source(product)
        let source = paths[key] ?? ""
        let clone = try await client.post("/app_instances", ["name": "copy", key: .reference(source)])
        let storage = clone.data["storage_instances"]?.array?[0]
        let volume = storage?["volumes"]?.array?[0]
        #expect(storage?["name"] == "storage-1" && volume?["name"] == "volume-1")
        #expect(volume?["size"] == (key == "clone_snapshot_src" ? 33 : 44), "as large as what was copied")
        #expect(storage?["auth"]?["type"] == "none" && storage?["acl_policy"]?["initiators"] == [])
        #expect(storage?["ip_pool"]?["path"] == "/access_network_ip_pools/default")
        #expect(volume?["performance_policy"] == nil && volume?["snapshots"] == [])
        #expect(clone.data["clone_src"] != nil && clone.data["op_state"] == nil)
        let original = try await client.get(Paths.storage("db-1")).data
        #expect(storage?["uuid"] != original["uuid"] && storage?["access"]?["iqn"] != original["access"]?["iqn"])
    }

    @Test(arguments: keys, ["2.2.0.0", "3.2.5.0", "3.3.3.0"])
    func cloningTakesItsTime(_ key: String, _ product: String) async throws {
        let (client, paths) = try await source(product, delay: .seconds(4))
        let source = paths[key] ?? ""
        let clone = try await client.post("/app_instances", ["name": "copy", key: .reference(source)])
        #expect(clone.data["op_state"] == "cloning")
        client.clock.advance(by: .seconds(4))
        let done = try await client.get("/app_instances/copy").data
        #expect(done["op_state"] == nil && done["storage_instances"]?.array?[0]["op_state"] == "available")
    }

    @Test func snapshotsOfAWholeAppInstanceAreClonedWhole() async throws {
        let (client, _) = try await source("3.3.3.0")
        _ = try await client.post(Paths.storage("db-1") + "/volumes", ["name": "volume-2", "size": 5])
        let path = try await client.post("/app_instances/db-1/snapshots", [:]).data["path"]?.string ?? ""
        let clone = try await client.post(
            "/app_instances", ["name": "copy", "clone_snapshot_src": .reference(path)])
        #expect(clone.data["storage_instances"]?.array?[0]["volumes"]?.array?.map { $0["size"] } == [44, 5])
    }

    @Test func openStackGivesItsUUIDToAClone() async throws {
        let (client, paths) = try await source("3.3.3.0")
        let uuid: JSONValue = "6c26437d-0afb-44f5-880e-8e6bc00bd7ac"
        let clone = try await client.post(
            "/app_instances",
            [
                "name": "copy", "create_mode": "openstack", "uuid": uuid,
                "clone_volume_src": .reference(paths["clone_volume_src"] ?? ""),
            ])
        #expect(clone.data["uuid"] == uuid)
        #expect(clone.data["storage_instances"]?.array?[0]["volumes"]?.array?[0]["uuid"] == uuid)
    }

    @Test(arguments: keys)
    func clonesOfNothingAreRefused(_ key: String) async throws {
        let (client, paths) = try await source("3.3.3.0")
        let absent = (paths[key] ?? "").replacing("db-1", with: "none").replacing(".1", with: ".2")
        let path = key == "clone_snapshot_src" ? absent : "/app_instances/none"
        let reply = try await client.post("/app_instances", ["name": "copy", key: .reference(path)])
        #expect([404, 422].contains(reply.status))
    }
}
