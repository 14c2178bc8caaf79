import Testing

@testable import Simulation

@Suite struct AppInstanceTests {
    private static let wholeTree: JSONValue = [
        "name": "db-1", "descr": "A database", "create_mode": "normal", "access_control_mode": "deny_all",
        "snapshot_policies": [["name": "weekly", "interval": "1week", "retention_count": 4]],
        "storage_instances": [
            [
                "name": "storage-1", "ip_pool": ["path": "/access_network_ip_pools/default"],
                "acl_policy": [
                    "initiators": [["path": "/initiators/iqn.1993-08.org.debian:01:abc"]], "initiator_groups": [],
                ],
                "auth": ["type": "chap", "target_user_name": "dbuser", "target_pswd": "secretsecret1"],
                "volumes": [
                    [
                        "name": "volume-1", "size": 20, "replica_count": 3,
                        "performance_policy": ["total_iops_max": 5_000],
                        "snapshot_policies": [["name": "daily", "interval": "1day", "retention_count": 7]],
                    ]
                ],
            ]
        ],
    ]

    @Test(arguments: ["v2.1", "v2.2", "v2.3"])
    func onePostMakesAWholeTree(_ version: String) async throws {
        let client = try await ArrayClient(version: version)
        _ = try await client.post("/initiators", ["id": "iqn.1993-08.org.debian:01:abc", "name": "host one"])
        let reply = try await client.post("/app_instances", Self.wholeTree)
        #expect(reply.status == 200)
        let storage = try #require(reply.data["storage_instances"]?.array?.first)
        let volume = try #require(storage["volumes"]?.array?.first)
        #expect(reply.data["admin_state"] == "online" && storage["op_state"] == "available")
        #expect(storage["acl_policy"]?["initiators"] == [["path": "/initiators/iqn.1993-08.org.debian:01:abc"]])
        #expect(storage["auth"]?["target_user_name"] == "dbuser" && storage["auth"]?["target_pswd"] == "(hidden)")
        #expect(storage["access"]?["ips"]?.array?.count == 2)
        #expect(volume["size"] == 20 && volume["replica_count"] == 3)
        #expect(volume["performance_policy"]?["total_iops_max"] == 5_000)
        #expect(volume["snapshot_policies"]?.array?.count == 1)
        #expect(reply.data["snapshot_policies"]?.array?.count == 1)
        #expect(try await client.get("/app_instances/db-1").data == reply.data, "by name")
        let id = reply.data["id"]?.string ?? ""
        #expect(try await client.get("/app_instances/\(id)").data == reply.data, "by id")
        #expect(try await client.get("/app_instances").data == [reply.data], "in the list")
    }

    @Test func chapPasswordsAreKeptThoughTheyAreHidden() async throws {
        let client = try await ArrayClient()
        let auth: JSONValue = ["type": "chap", "target_user_name": "dbuser", "target_pswd": "secretsecret1"]
        _ = try await client.makeVolume("db-1", storage: ["auth": auth])
        let state = try await client.get("/_sim/state").json
        let storage = state["app_instances"]?.array?[0]["storage_instances"]?.array?[0]
        #expect(storage?["auth"]?["target_pswd"] == "secretsecret1")
    }

    @Test func theSameNameTwiceIsAConflict() async throws {
        let client = try await ArrayClient()
        #expect(try await client.makeVolume("db-1").status == 200)
        let reply = try await client.makeVolume("db-1")
        #expect(reply.status == 409 && reply.json["name"] == "ConflictError")
    }

    @Test(arguments: [
        #"{"name":"x"}"#, #"{"name":"db-1","size":3}"#, #"{"descr":"no name"}"#,
        #"{"name":"db-1","create_mode":"magic"}"#,
        #"{"name":"db-1","descr":"!"}"#, #"{"name":17}"#, #"{"name":"db-1","storage_instances":{}}"#,
        #"{"name":"db-1","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","size":0}]}]}"#,
        #"{"name":"db-1","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1"}]}]}"#,
        #"{"name":"db-1","storage_instances":[{"name":"storage-1","auth":{"target_user_name":"abc"}}]}"#,
        #"{"name":"db-1","storage_instances":[{"name":"storage-1","auth":{"type":"chap"}}]}"#,
        #"{"name":"db-1","storage_instances":[{"name":"storage-1","ip_pool":{"path":"/access_network_ip_pools/none"}}]}"#,
        #"{"name":"db-1","storage_instances":[{"name":"storage-1","acl_policy":{"initiators":[{"path":"/initiators/x"}]}}]}"#,
        #"{"name":"db-1","storage_instances":[],"clone_src":{"path":"/app_instances/x"}}"#, "[]", "7",
    ])
    func invalidBodiesAreRefusedAndChangeNothing(_ body: String) async throws {
        let client = try await ArrayClient()
        let reply = try await client.send("POST", target: "/v2.2/app_instances", body: Array(body.utf8))
        #expect(reply.status == 422)
        #expect(reply.json["name"] == "ValidationFailedError")
        #expect(try await client.get("/app_instances").data == [])
    }

    @Test func malformedJSONIsAnInvalidRequest() async throws {
        let client = try await ArrayClient()
        let reply = try await client.send("POST", target: "/v2.2/app_instances", body: Array("{\"name\":".utf8))
        #expect(reply.status == 400 && reply.json["name"] == "InvalidRequestError")
    }

    @Test func openStackGivesItsUUIDToTheVolume() async throws {
        let client = try await ArrayClient()
        let uuid = "6c26437d-0afb-44f5-880e-8e6bc00bd7ac"
        let reply = try await client.makeVolume("db-1", app: ["create_mode": "openstack", "uuid": .string(uuid)])
        #expect(reply.data["uuid"] == .string(uuid))
        #expect(reply.data["storage_instances"]?.array?[0]["volumes"]?.array?[0]["uuid"] == .string(uuid))
        let plain = try await client.makeVolume("db-2")
        #expect(plain.data["uuid"] == "00000000-0000-0000-0000-000000000000")
    }

    @Test func renamingAndDescribingLeaveTheRestAlone() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1", app: ["descr": "One"])
        _ = try await client.makeVolume("db-2")
        #expect(try await client.put("/app_instances/db-1", ["name": "db-2"]).status == 409)
        let renamed = try await client.put("/app_instances/db-1", ["name": "db-3"])
        #expect(renamed.data["name"] == "db-3" && renamed.data["descr"] == "One")
        #expect(try await client.get("/app_instances/db-1").status == 404)
        #expect(try await client.put("/app_instances/db-3", ["descr": .null]).data["descr"] == "")
        #expect(try await client.makeVolume("db-1").status == 200, "the old name is free again")
    }

    @Test func takingOfflineCascadesAndComingBackRestores() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let offline = try await client.put("/app_instances/db-1", ["admin_state": "offline"])
        let storage = offline.data["storage_instances"]?.array?[0]
        #expect(offline.data["admin_state"] == "offline" && storage?["admin_state"] == "offline")
        #expect(storage?["op_state"] == "unavailable" && storage?["access"]?["iqn"] != nil)
        #expect(storage?["volumes"]?.array?[0]["op_state"] == "available")
        let online = try await client.put("/app_instances/db-1", ["admin_state": "online"])
        #expect(online.data["storage_instances"]?.array?[0]["op_state"] == "available")
    }

    @Test func connectedInitiatorsAreOnlyCutByForce() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        _ = try await client.put(
            "/_sim/connections",
            ["app_instance": "db-1", "storage_instance": "storage-1", "initiators": ["iqn.1993-08.org.debian:01:abc"]])
        let reply = try await client.put("/app_instances/db-1", ["admin_state": "offline"])
        #expect(reply.status == 400 && reply.message.contains("override this warning"))
        #expect(try await client.get("/app_instances/db-1").data["admin_state"] == "online")
        #expect(try await client.put(Paths.storage("db-1"), ["admin_state": "offline"]).status == 400)
        #expect(try await client.goOffline("db-1").status == 200)
        #expect(try await client.get(Paths.storage("db-1")).data["active_initiators"] == [])
    }

    @Test func onlyOfflineAppInstancesCanBeDeleted() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        #expect(try await client.delete("/app_instances/db-1", ["force": true]).status == 400)
        _ = try await client.goOffline("db-1")
        #expect(try await client.delete("/app_instances/db-1").data["name"] == "db-1")
        #expect(try await client.get("/app_instances/db-1").status == 404)
        #expect(try await client.delete("/app_instances/db-1").status == 404)
    }

    @Test func givenStorageInstancesReplaceThoseThereWere() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let other: JSONValue = ["storage_instances": [["name": "storage-2"]]]
        #expect(try await client.put("/app_instances/db-1", other).status == 400, "storage-1 is online")
        _ = try await client.goOffline("db-1")
        let replaced = try await client.put("/app_instances/db-1", other)
        #expect(replaced.data["storage_instances"]?.array?.map { $0["name"] } == ["storage-2"])
    }
}
