import Testing

@testable import Simulation

@Suite struct ListingTests {
    private func array(of count: Int, version: String = "v2.2", product: String = "3.3.3.0") async throws -> ArrayClient
    {
        let client = try await ArrayClient({ $0.productVersion = product }, version: version)
        for number in 0..<count { _ = try await client.post("/app_instances", ["name": .string("app-\(number)")]) }
        return client
    }

    @Test func pagesTellWhereTheyAre() async throws {
        let client = try await array(of: 25)
        let page = try await client.get("/app_instances?limit=10&offset=20").json
        #expect(page["metadata"] == ["total_count": 25, "request_count": 5, "offset": 20, "limit": 10])
        #expect(page["data"]?.array?.map { $0["name"] } == (20..<25).map { .string("app-\($0)") })
        #expect(try await client.get("/app_instances?limit=10&offset=99").data == [])
    }

    @Test func thePageSizeHasADefaultAndAMaximum() async throws {
        let client = try await array(of: 120)
        #expect(try await client.get("/app_instances").data.array?.count == 100)
        #expect(try await client.get("/app_instances?limit=1000").data.array?.count == 120)
        #expect(try await client.get("/app_instances?limit=1001").status == 422)
        #expect(try await client.get("/app_instances?limit=many").status == 422)
        #expect(try await client.get("/app_instances?offset=-1").status == 422)
    }

    @Test func version21CountsTheTotalOnly() async throws {
        let client = try await array(of: 3, version: "v2.1")
        #expect(try await client.get("/app_instances").json["metadata"] == ["total": 3])
    }

    @Test(arguments: [
        ("match(name,app-1.*)", ["app-1", "app-10", "app-11"]), ("match(name,.*p-2.*)", ["app-2"]),
        ("match(name,pp-1)", []), ("match(name,app-1.)", ["app-10", "app-11"]), ("name=app-3", ["app-3"]),
        ("eq(name,app-3)", ["app-3"]), ("in(name,(app-3,app-5))", ["app-3", "app-5"]),
        ("or(eq(name,app-3),eq(name,app-4))", ["app-3", "app-4"]), ("and(name=app-3,admin_state=offline)", []),
        ("name=app-3|name=app-5", ["app-3", "app-5"]), ("name=app-3&admin_state=online", ["app-3"]),
        ("gt(name,app-8)", ["app-9"]),
    ])
    func filtersSelect(_ filter: String, _ names: [String]) async throws {
        let client = try await array(of: 12)
        let found = try await client.get("/app_instances?filter=" + filter).data.array ?? []
        #expect(found.compactMap { $0["name"]?.string } == names)
    }

    @Test(arguments: ["match(name", "nonsense(a,b)", "match(name,()", "and(", "((((", "name"])
    func malformedFiltersAreRefused(_ filter: String) async throws {
        let client = try await array(of: 1)
        #expect(try await client.get("/app_instances?filter=" + filter).status == 422)
    }

    @Test func encodedFiltersAreDecoded() async throws {
        let client = try await array(of: 3)
        #expect(try await client.get("/app_instances?filter=match%28name%2C.%2A-2.%2A%29").data.array?.count == 1)
        #expect(try await client.get("/app_instances?filter=%ZZ").status == 400)
    }

    @Test(arguments: [("3.2.5.0", 12), ("3.3.3.0", 3)])
    func productsBefore33CountBeforeTheyFilter(_ product: String, _ total: Int) async throws {
        let client = try await array(of: 12, product: product)
        let reply = try await client.get("/app_instances?filter=match(name,app-1.*)")
        #expect(reply.json["metadata"]?["total_count"] == .int(total))
        #expect(reply.json["metadata"]?["request_count"] == 3)
    }

    @Test func listsSortBothWays() async throws {
        let client = try await array(of: 3)
        let up = try await client.get("/app_instances?sort=name").data.array?.compactMap { $0["name"]?.string }
        let down = try await client.get("/app_instances?sort=-name").data.array?.compactMap { $0["name"]?.string }
        #expect(up == ["app-0", "app-1", "app-2"] && down == ["app-2", "app-1", "app-0"])
    }

    @Test func keptEncodingsFollowEveryChange() async throws {
        let client = try await array(of: 2)
        _ = try await client.get("/app_instances")
        _ = try await client.put("/app_instances/app-1", ["descr": "Changed"])
        #expect(try await client.get("/app_instances").data.array?[1]["descr"] == "Changed")
        #expect(
            try await client.speaking("v2.1").get("/app_instances").data.array?[1]["storage_pool"] == nil,
            "each version has texts of its own")
    }
}
