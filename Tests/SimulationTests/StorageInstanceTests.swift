import Testing

@testable import Simulation

@Suite struct StorageInstanceTests {
    @Test func storageInstancesComeAndGo() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let path = "/app_instances/db-1/storage_instances"
        #expect(try await client.post(path, ["name": "storage-2"]).status == 200)
        #expect(try await client.post(path, ["name": "storage-2"]).status == 409)
        #expect(try await client.get(path).data.array?.count == 2)
        #expect(try await client.delete(path + "/storage-2").status == 400, "online")
        #expect(try await client.put(path + "/storage-2", ["admin_state": "offline"]).status == 200)
        #expect(try await client.delete(path + "/storage-2").status == 200)
        #expect(try await client.get(path + "/storage-2").status == 404)
    }

    @Test func eachStorageInstanceIsATargetOfItsOwn() async throws {
        let client = try await ArrayClient()
        var iqns: Set<String> = []
        for name in ["db-1", "db-2", "db-3"] {
            let access = try await client.makeVolume(name).data["storage_instances"]?.array?[0]["access"]
            let iqn = try #require(access?["iqn"]?.string)
            #expect(iqn.hasPrefix("iqn.2013-05.com.daterainc:tc:01:sn:") && iqn.utf8.count == 51)
            iqns.insert(iqn)
        }
        #expect(iqns.count == 3)
    }

    @Test func theIPPoolChangesOnlyOfflineAndBringsNewAddresses() async throws {
        let client = try await ArrayClient()
        let pool: JSONValue = [
            "name": "fast",
            "network_paths": [
                ["start_ip": "10.0.0.1", "range": 10, "netmask": 24, "name": "access_1"],
                ["start_ip": "10.1.0.1", "range": 10, "netmask": 24, "name": "access_2"],
            ],
        ]
        _ = try await client.post("/access_network_ip_pools", pool)
        _ = try await client.makeVolume("db-1")
        let change: JSONValue = ["ip_pool": ["path": "/access_network_ip_pools/fast"]]
        #expect(try await client.put(Paths.storage("db-1"), change).status == 400)
        _ = try await client.goOffline("db-1")
        let reply = try await client.put(Paths.storage("db-1"), change)
        #expect(reply.data["ip_pool"]?["path"] == "/access_network_ip_pools/fast")
        #expect(reply.data["access"]?["ips"]?.array?.allSatisfy { $0.string?.hasPrefix("10.") == true } == true)
        #expect(try await client.delete("/access_network_ip_pools/fast").status == 400, "in use")
    }

    @Test func accessControlOnlyEverTightens() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1", app: ["access_control_mode": "allow_all"])
        let path = Paths.storage("db-1")
        #expect(try await client.put(path, ["access_control_mode": "allow_all"]).status == 200)
        let denied = try await client.put(path, ["access_control_mode": "deny_all"])
        #expect(denied.data["access_control_mode"] == "deny_all")
        #expect(try await client.put(path, ["access_control_mode": "allow_all"]).status == 422)
    }

    @Test func authenticationIsSetAndCleared() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let path = Paths.storage("db-1") + "/auth"
        let chap: JSONValue = ["type": "chap", "target_user_name": "dbuser", "target_pswd": "secretsecret1"]
        #expect(try await client.put(path, chap).data["type"] == "chap")
        #expect(try await client.put(path, ["type": "mchap"]).status == 422, "mutual CHAP needs the initiator's side")
        #expect(try await client.put(path, ["target_pswd": "tooshort"]).status == 422)
        let none = try await client.put(path, ["type": "none"])
        #expect(none.data["target_user_name"] == "" && none.data["target_pswd"] == "(hidden)")
    }
}
