import Testing

@testable import Simulation

@Suite struct MetadataTests {
    @Test func bothEndpointsShareOneStoreAndMerge() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let (flat, wrapped) = ("/app_instances/db-1/metadata", "/app_instances/db-1/int_ecosystem_data")
        #expect(try await client.put(flat, ["host": "a", "type": "image"]).data == ["host": "a", "type": "image"])
        #expect(try await client.put(wrapped, ["data": ["host": "b"]]).data == ["host": "b", "type": "image"])
        #expect(try await client.put(flat, ["type": .null]).data == ["host": "b"])
        #expect(try await client.get(wrapped).data == ["host": "b"])
        let all = try await client.get("/app_instance_int_ecosystem_data")
        #expect(all.data == [["name": "db-1", "data": ["host": "b"]]])
    }

    @Test func valuesAreStringsOrFlagsAndAllTogetherAreLimited() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let path = "/app_instances/db-1/metadata"
        #expect(try await client.put(path, ["size": 5]).status == 422)
        #expect(try await client.put(path, ["multipath": false]).data == ["multipath": false], "as Cinder sends it")
        #expect(try await client.put(path, ["multipath": .null]).data == [:])
        #expect(try await client.put(path, ["k": .string(String(repeating: "x", count: 2_047))]).status == 200)
        #expect(try await client.put(path, ["l": "y"]).status == 422)
        #expect(try await client.get(path).data["l"] == nil)
    }

    @Test func productsBefore33HaveNoEcosystemData() async throws {
        let client = try await ArrayClient { $0.productVersion = "3.2.5.0" }
        _ = try await client.makeVolume("db-1")
        #expect(try await client.get("/app_instances/db-1/int_ecosystem_data").status == 404)
        #expect(try await client.get("/app_instances/db-1/metadata").status == 200)
    }
}
