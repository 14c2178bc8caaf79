import Testing

@testable import Simulation

@Suite struct VersionTests {
    @Test(arguments: ["v2.1", "v2.2", "v2.3"], ["3.2.5.0", "3.3.3.0"])
    func placementIsReadAsTheProductKeepsIt(_ version: String, _ product: String) async throws {
        let client = try await ArrayClient({ $0.productVersion = product }, version: version)
        let reply = try await client.makeVolume("db-1", volume: ["placement_mode": "all_flash"])
        let volume = reply.data["storage_instances"]?.array?[0]["volumes"]?.array?[0]
        if product == "3.2.5.0" {
            #expect(volume?["placement_mode"] == "all_flash" && volume?["placement_policy"] == nil)
            #expect(try await client.get("/placement_policies").status == 404)
        } else {
            #expect(volume?["placement_policy"]?["path"] == "/placement_policies/all-flash")
            #expect(volume?["placement_policy"]?["resolved_tenant"] == "/root" && volume?["placement_mode"] == nil)
        }
    }

    @Test func thePolicyWinsOverTheMode() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let both: JSONValue = [
            "placement_mode": "hybrid",
            "placement_policy": ["path": "/placement_policies/all-flash", "resolved_path": "", "resolved_tenant": ""],
        ]
        let reply = try await client.put(Paths.volume("db-1"), both)
        #expect(reply.data["placement_policy"]?["path"] == "/placement_policies/all-flash")
        let unknown: JSONValue = ["placement_policy": ["path": "/placement_policies/none"]]
        #expect(try await client.put(Paths.volume("db-1"), unknown).status == 422)
    }

    @Test func productsBefore33RefusePlacementPolicies() async throws {
        let client = try await ArrayClient { $0.productVersion = "3.2.5.0" }
        let policy: JSONObject = ["placement_policy": ["path": "/placement_policies/default"]]
        #expect(try await client.makeVolume("db-1", volume: policy).status == 422)
    }

    @Test(arguments: [("2.2.9.0", 32_768), ("3.3.3.0", 262_144)])
    func theLargestVolumeDependsOnTheProduct(_ product: String, _ size: Int) async throws {
        let client = try await ArrayClient {
            $0.productVersion = product
            $0.enforcesLimits = false
        }
        #expect(try await client.makeVolume("db-1", size: size).status == 200)
        #expect(try await client.makeVolume("db-2", size: size + 1).status == 422)
    }

    @Test(arguments: ["v2.1", "v2.2", "v2.3"])
    func theDescriptionSatisfiesThePythonSDK(_ version: String) async throws {
        let client = try await ArrayClient(version: version)
        let api = try await client.get("/api").json
        #expect(api["version"] == .string(version) && api["data"] == nil)
        for (path, metric) in [("/metrics/io/:metric", "reads"), ("/metrics/hw/:metric", "cpu_usage")] {
            let choices = api[path]?["read"]?["urlParamSchema"]?["metric"]?["enum"]?.array ?? []
            #expect(choices.contains(.string(metric)))
        }
        let segments = Set(api.object?.keys.flatMap { $0.split(separator: "/").map { String($0) } } ?? [])
        for segment in [
            "placement_policies", "media_policies", "metadata", "snapshots", "access_vip", "acl_policy", "auth",
            "int_ecosystem_data", "app_instance_int_ecosystem_data", "volumes", "performance_policy",
        ] { #expect(segments.contains(segment)) }
        #expect(!segments.contains("access"), "Cinder reads si.access as data")
    }

    @Test func versionsCompareNumberByNumber() throws {
        let versions = ["3.2.5.0", "3.3.0.0", "3.3.3.0", "3.10.0"].map { ProductVersion($0) }
        #expect(versions.compactMap { $0 }.sorted().map(\.description) == ["3.2.5.0", "3.3.0.0", "3.3.3.0", "3.10.0"])
        #expect(ProductVersion("3.3.0.0-rc1") == nil && ProductVersion("") == nil && ProductVersion("3..1") == nil)
        #expect(APIVersion("v2.2") == .v22 && APIVersion("v2") != nil && APIVersion("2.2.2") == nil)
    }
}
