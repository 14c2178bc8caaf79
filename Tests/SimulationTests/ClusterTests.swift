import Testing

@testable import Simulation

@Suite struct ClusterTests {
    private static func upload(_ parts: [String]) -> [UInt8] {
        Array((parts.map { "--xyz\r\nContent-Disposition: form-data; \($0)\r\n" }.joined() + "--xyz--\r\n").utf8)
    }

    @Test func theLogsOfAClientAreTakenFromAPI22On() async throws {
        let client = try await ArrayClient()
        let field = "name=\"ecosystem\"\r\n\r\nkubernetes"
        let file = "name=\"files\"; filename=\"logs.tar.gz\"\r\nContent-Type: application/gzip\r\n\r\n\u{1F}\u{0}x"
        for (parts, status) in [([field, file], 200), ([field], 422), ([file], 422), ([], 422)] {
            let reply = try await client.send(
                "PUT", target: "/v2.2/logs_upload", body: Self.upload(parts),
                contentType: "multipart/form-data; boundary=xyz")
            #expect(reply.status == status, "\(parts.count): \(reply.message)")
        }
        let old = try await client.speaking("v2.1").send(
            "PUT", target: "/v2.1/logs_upload", body: Self.upload([field, file]),
            contentType: "multipart/form-data; boundary=xyz")
        #expect(old.status == 404)
    }

    @Test func theSystemShowsWhatClientsRead() async throws {
        let client = try await ArrayClient()
        let system = try await client.get("/system").data
        for key in [
            "total_capacity", "available_capacity", "all_flash_total_capacity", "all_flash_available_capacity",
            "hybrid_total_capacity", "hybrid_available_capacity",
        ] { #expect(system[key]?.int != nil) }
        #expect(system["sw_version"] == "3.3.3.0" && system["uuid"]?.string?.count == 36)
        #expect(try await client.put("/system", ["callhome_enabled": true]).data["callhome_enabled"] == true)
        #expect(try await client.put("/system", ["name": "mine"]).status == 422)
    }

    @Test(arguments: [
        "/system/dns", "/system/ntp_servers", "/system/http_proxy", "/system/network", "/system/network/access_vip",
        "/system/network/mgmt_vip", "/system/network/internal_network", "/system/network/mapping",
        "/system/snmp_policy", "/storage_nodes", "/userinfo", "/time", "/metrics/io/reads",
        "/metrics/hw/cpu_usage/latest",
        "/system/network/access_vip/network_paths", "/system/network/access_vip/network_paths/access_1",
        "/system/network/internal_network/network_paths/internal_1", "/system/snmp_policy/users",
        "/storage_pools/default", "/storage_pools", "/failure_domains/domain-1", "/events/system", "/events/user",
        "/alerts", "/audit_logs", "/event_logs", "/fault_logs", "/init/config", "/upgrade/available",
        "/access_network_ip_pools/default/network_paths/access_1", "/media_policies", "/placement_policies/default",
    ])
    func subResourcesAnswer(_ path: String) async throws {
        let client = try await ArrayClient()
        let reply = try await client.get(path)
        #expect(reply.status == 200 && reply.json["data"] != nil)
    }

    @Test func settingsAreMergedAndChecked() async throws {
        let client = try await ArrayClient()
        #expect(try await client.put("/system/dns", ["domain": "example.org"]).data["path"] == "/system/dns")
        #expect(try await client.put("/system/ntp_servers", ["10.0.0.1", "ntp.example.org"]).status == 200)
        #expect(try await client.get("/system").data["ntp_servers"] == ["10.0.0.1", "ntp.example.org"])
        #expect(try await client.put("/system/http_proxy", ["port": 0]).status == 422)
    }

    @Test func placementPoliciesNameMediaPolicies() async throws {
        let client = try await ArrayClient()
        #expect(try await client.post("/media_policies", ["name": "nvme", "priority": 9]).status == 200)
        let policy: JSONValue = ["name": "fastest", "max": ["/media_policies/nvme"], "min": []]
        #expect(try await client.post("/placement_policies", policy).data["max"] == ["/media_policies/nvme"])
        #expect(try await client.delete("/media_policies/nvme").status == 400, "in use")
        #expect(try await client.delete("/placement_policies/fastest").status == 200)
        #expect(
            try await client.post("/placement_policies", ["name": "bad", "max": ["/media_policies/x"]]).status == 422)
    }

    @Test func methodsThatAPathDoesNotKnowAreRefused() async throws {
        let client = try await ArrayClient()
        #expect(try await client.delete("/system").status == 405)
        #expect(try await client.send("PATCH", "/system").status == 405)
        #expect(try await client.get("/no/such/path").status == 404)
    }

    @Test func nodesHoldTheDevicesThatTheyShow() async throws {
        let client = try await ArrayClient()
        let node = try #require(try await client.get("/storage_nodes").data.array?.first)
        let path = node["path"]?.string ?? ""
        for kind in ["hdds", "flash_devices", "boot_drives", "nics"] {
            let devices = try await client.get("\(path)/\(kind)").data
            #expect(devices == node[kind] && devices.array?.isEmpty == false)
            let device = try #require(devices.array?.first)
            #expect(try await client.get(device["path"]?.string ?? "").data == device)
        }
        #expect(try await client.get(path + "/subsystem_states").data.array?[0]["fan"] == "normal")
    }

    @Test func nodesThatAreNotOnlineRaiseAlertsUntilTheyAreCleared() async throws {
        let client = try await ArrayClient()
        let node = try #require(try await client.get("/storage_nodes").data.array?.first?["path"]?.string)
        _ = try await client.put(node, ["admin_state": "offline"])
        let alert = try #require(try await client.get("/alerts").data.array?.first)
        #expect(alert["object_path"] == .string(node))
        #expect(try await client.speaking("v2.1").get("/monitoring/alerts").data.array?.count == 1)
        #expect(try await client.speaking("v2.1").get("/alerts").status == 404)
        let cleared = try await client.put(alert["path"]?.string ?? "", ["cleared": true])
        #expect(cleared.data["cleared"] == true)
        #expect(try await client.get("/alerts").data == [])
    }

    @Test func vipsAndSNMPUsersAreEdited() async throws {
        let client = try await ArrayClient()
        let vip = "/system/network/access_vip"
        #expect(try await client.put(vip + "/network_paths/access_1", ["ip": "10.0.0.9"]).data["netmask"] == 16)
        #expect(try await client.get(vip).data["network_paths"]?.array?[0]["ip"] == "10.0.0.9")
        #expect(try await client.put(vip + "/network_paths/none", ["ip": "10.0.0.9"]).status == 404)
        let users = "/system/snmp_policy/users"
        let body: JSONValue = ["user_id": "trap", "version": "v3", "auth_pass": "longenough"]
        #expect(try await client.post(users, body).data["auth_pass"] == "(hidden)")
        #expect(try await client.post(users, body).status == 409)
        #expect(try await client.put(users + "/trap", ["view": "all"]).data["version"] == "v3")
        #expect(try await client.delete(users + "/trap").status == 200)
        #expect(try await client.get(users).data == [])
    }

    @Test(arguments: [("2.2.0.0", 404), ("3.2.5.0", 200), ("3.3.3.0", 200)])
    func storagePoolsCameWith32(_ product: String, _ status: Int) async throws {
        let client = try await ArrayClient { $0.productVersion = product }
        #expect(try await client.get("/storage_pools").status == status)
    }

    @Test func theDescriptionCanBeGroupedAndFiltered() async throws {
        let client = try await ArrayClient()
        let groups = try await client.get("/api?group_by=group").json
        #expect(groups["tenant_mgmt"]?["/tenants"]?["read"] != nil && groups["/tenants"] == nil)
        let one = try await client.get("/api?group_filter=tenant_mgmt").json
        #expect(one["/tenants"]?["read"]?["group"] == "tenant_mgmt" && one["/app_instances"] == nil)
    }
}
