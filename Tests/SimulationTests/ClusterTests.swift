import Testing

@testable import Simulation

@Suite struct ClusterTests {
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
}
