import Testing

@testable import Simulation

@Suite struct AccessTests {
    private static let iqn = "iqn.1993-08.org.debian:01:abc"
    private static let other = "iqn.1993-08.org.debian:01:def"

    private func initiator(_ id: String, force: Bool = false) -> JSONValue {
        force ? ["id": .string(id), "name": "host one", "force": true] : ["id": .string(id), "name": "host one"]
    }

    @Test func aTenantsFirstInitiatorMustBeForced() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/tenants", ["name": "pay"])
        let pay = client.inTenant("/root/pay")
        let refused = try await pay.post("/initiators", initiator(Self.iqn))
        #expect(refused.status == 400 && refused.message.contains("override this warning"))
        #expect(try await pay.post("/initiators", initiator(Self.iqn, force: true)).status == 200)
        #expect(try await pay.post("/initiators", initiator(Self.other)).status == 200)
        #expect(try await pay.post("/initiators", initiator(Self.other)).status == 409)
    }

    @Test func version21KnowsNoForce() async throws {
        let client = try await ArrayClient(version: "v2.1")
        _ = try await client.post("/tenants", ["name": "pay"])
        let pay = client.inTenant("/root/pay")
        #expect(try await pay.post("/initiators", initiator(Self.iqn, force: true)).status == 422)
        #expect(try await pay.post("/initiators", initiator(Self.iqn)).status == 200)
    }

    @Test func initiatorsAreInheritedUntilATenantHasItsOwn() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/tenants", ["name": "pay"])
        _ = try await client.post("/initiators", initiator(Self.iqn))
        let pay = client.inTenant("/root/pay")
        #expect(try await pay.get("/initiators/\(Self.iqn)").data["tenant"] == "/root")
        _ = try await pay.post("/initiators", initiator(Self.other, force: true))
        #expect(try await pay.get("/initiators/\(Self.iqn)").status == 404)
        #expect(try await pay.get("/initiators").data.array?.map { $0["id"] } == [.string(Self.other)])
        #expect(try await pay.put("/initiators/\(Self.iqn)", ["name": "renamed"]).status == 404)
    }

    @Test func inheritedEntriesOfAnACLNameTheirTenant() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/tenants", ["name": "pay"])
        _ = try await client.post("/initiators", initiator(Self.iqn))
        let pay = client.inTenant("/root/pay")
        let entry = JSONValue.reference("/initiators/\(Self.iqn)")
        _ = try await pay.makeVolume("db-1", storage: ["acl_policy": ["initiators": [entry]]])
        let path = Paths.storage("db-1") + "/acl_policy"
        #expect(try await pay.get(path).data["initiators"]?.array?[0]["tenant"] == "/root")
        #expect(try await pay.speaking("v2.1").get(path).data["initiators"] == [entry])
    }

    @Test func anACLReplacesTheListsThatAreGiven() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/initiators", initiator(Self.iqn))
        _ = try await client.post("/initiator_groups", ["name": "hosts", "members": []])
        _ = try await client.makeVolume("db-1")
        let path = Paths.storage("db-1") + "/acl_policy"
        let (entry, group) = (
            JSONValue.reference("/initiators/\(Self.iqn)"), JSONValue.reference("/initiator_groups/hosts")
        )
        let both = try await client.put(path, ["initiators": [entry, entry], "initiator_groups": [group]])
        #expect(both.data["initiators"] == [entry] && both.data["initiator_groups"] == [group])
        let cleared = try await client.put(path, ["initiators": []])
        #expect(cleared.data["initiators"] == [] && cleared.data["initiator_groups"] == [group])
        let extra: JSONValue = ["initiators": [["path": .string("/initiators/\(Self.iqn)"), "tenant": "/root"]]]
        #expect(try await client.put(path, extra).status == 422, "entries hold path and nothing else")
    }

    @Test func singleEntriesAreAddedAndRemoved() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/initiators", initiator(Self.iqn))
        _ = try await client.makeVolume("db-1")
        let path = Paths.storage("db-1") + "/acl_policy/initiators"
        let add: JSONValue = ["op": "add", "path": .string("/initiators/\(Self.iqn)")]
        let remove: JSONValue = ["op": "remove", "path": .string("/initiators/\(Self.iqn)")]
        #expect(try await client.put(path, add).data["id"] == .string(Self.iqn), "the entry, not the list")
        #expect(try await client.get(path).data.array?.count == 1)
        #expect(try await client.put(path, add).status == 409)
        #expect(try await client.delete("/initiators/\(Self.iqn)").status == 400, "in use")
        #expect(try await client.put(path, remove).data["id"] == .string(Self.iqn))
        #expect(try await client.get(path).data == [])
        #expect(try await client.put(path, remove).status == 404)
        #expect(try await client.put(path, ["op": "turn", "path": "/initiators/x"]).status == 422)
        #expect(try await client.delete("/initiators/\(Self.iqn)").status == 200)
    }

    @Test func groupsHoldInitiatorsAndCutThoseTheyLose() async throws {
        let client = try await ArrayClient()
        for id in [Self.iqn, Self.other] { _ = try await client.post("/initiators", initiator(id)) }
        let members: JSONValue = .references(["/initiators/\(Self.iqn)"])
        #expect(try await client.post("/initiator_groups", ["name": "hosts", "members": members]).status == 200)
        #expect(try await client.post("/initiator_groups", ["name": "hosts"]).status == 409)
        let group = JSONValue.reference("/initiator_groups/hosts")
        _ = try await client.makeVolume("db-1", storage: ["acl_policy": ["initiator_groups": [group]]])
        _ = try await client.put("/_sim/connections", ["app_instance": "db-1", "initiators": [.string(Self.iqn)]])
        let add: JSONValue = ["op": "add", "path": .string("/initiators/\(Self.other)")]
        #expect(try await client.put("/initiator_groups/hosts/members", add).status == 200)
        #expect(try await client.get("/initiator_groups/hosts/members").data.array?.count == 2)
        #expect(try await client.get(Paths.storage("db-1")).data["active_initiators"] == [.string(Self.iqn)])
        _ = try await client.put("/initiator_groups/hosts", ["members": .references(["/initiators/\(Self.other)"])])
        #expect(try await client.get(Paths.storage("db-1")).data["active_initiators"] == [])
        #expect(try await client.delete("/initiator_groups/hosts").status == 400, "in use")
    }
}
