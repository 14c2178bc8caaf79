import Testing

@testable import Simulation

@Suite struct TenantTests {
    @Test func creatingRootIsAConflict() async throws {
        let client = try await ArrayClient()
        #expect(try await client.post("/tenants", ["name": "root"]).status == 409)
    }

    @Test func tenantsNestAndListRootFirst() async throws {
        let client = try await ArrayClient()
        #expect(try await client.post("/tenants", ["name": "pay", "descr": "Payments"]).status == 200)
        #expect(try await client.post("/tenants", ["name": "pay"]).status == 409)
        let nested = try await client.post("/tenants", ["name": "europe", "parent_path": "/root/pay"])
        #expect(nested.data["path"] == "/tenants/root/pay/europe")
        let list = try await client.get("/tenants").data.array ?? []
        #expect(list.map { $0["path"] } == ["/tenants/root", "/tenants/root/pay", "/tenants/root/pay/europe"])
        #expect(list[1]["subtenants"] == ["/root/pay/europe"])
        #expect(try await client.post("/tenants", ["name": "x", "parent_path": "/root/nope"]).status == 422)
    }

    @Test func tenantsAreServedUnderLongAndShortPaths() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/tenants", ["name": "pay"])
        for path in ["/tenants/root/pay", "/tenants/pay"] {
            #expect(try await client.get(path).data["name"] == "pay")
        }
        #expect(try await client.put("/tenants/root/pay", ["descr": "Money"]).data["descr"] == "Money")
        #expect(try await client.get("/tenants/root/none").status == 404)
    }

    @Test(arguments: ["/root/pay", "root/pay", "/tenants/root/pay", "pay"])
    func theTenantHeaderIsReadInEveryForm(_ header: String) async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/tenants", ["name": "pay"])
        #expect(try await client.inTenant(header).get("/app_instances").json["tenant"] == "/root/pay")
    }

    @Test func aMissingOrEmptyTenantIsRoot() async throws {
        let client = try await ArrayClient()
        for header in [nil, "", "/root"] {
            #expect(try await client.inTenant(header).get("/app_instances").json["tenant"] == "/root")
        }
        #expect(try await client.inTenant("/root/nope").get("/app_instances").status == 404)
    }

    @Test func appInstancesAreSeenInTheirOwnTenantOnly() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/tenants", ["name": "pay"])
        let made = try await client.inTenant("/root/pay").makeVolume("db-1")
        let id = made.data["id"]?.string ?? ""
        #expect(try await client.get("/app_instances/\(id)").status == 404)
        #expect(try await client.get("/app_instances").data == [])
        #expect(try await client.makeVolume("db-1").status == 200, "names are unique per tenant")
        #expect(try await client.delete("/tenants/root/pay").status == 400, "not empty")
    }

    @Test func emptyTenantsCanBeDeleted() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/tenants", ["name": "pay"])
        #expect(try await client.delete("/tenants/root/pay").status == 200)
        #expect(try await client.get("/tenants/root/pay").status == 404)
        #expect(try await client.delete("/tenants/root").status == 400)
    }

    @Test func poolsAreInheritedAndCanBeShadowed() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/tenants", ["name": "pay"])
        let pay = client.inTenant("/root/pay")
        let inherited = try await pay.makeVolume("db-1")
        #expect(inherited.data["storage_instances"]?.array?[0]["ip_pool"]?["resolved_tenant"] == "/root")
        let own: JSONValue = [
            "name": "default", "network_paths": [["start_ip": "10.0.0.1", "range": 10, "netmask": 24]],
        ]
        #expect(try await pay.post("/access_network_ip_pools", own).status == 200)
        #expect(try await pay.get("/access_network_ip_pools").data.array?.count == 1)
        let shadowed = try await pay.makeVolume("db-2")
        #expect(shadowed.data["storage_instances"]?.array?[0]["ip_pool"]?["resolved_tenant"] == "/root/pay")
    }
}
