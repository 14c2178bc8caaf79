import Simulation
import TestSupport
import Testing

/// What reading key-values costs: nothing where none are declared, one request a tenant where the product has such a one.
@Suite struct MetadataReadingTests {
    private static let declaring =
        "a01: {size: 1GiB, metadata: {owner: a}}, b01: {size: 1GiB, metadata: {owner: b}}, c01: {size: 1GiB}"

    private func reads(_ product: String, _ volumes: String) async throws -> [String] {
        let api = product == "3.2.5.0" ? ["v2.1", "v2.2"] : ["v2.3"]
        let configuration = SimulatorConfiguration(productVersion: product, apiVersions: api)
        return try await SimulatedDSP.with(configuration) { array async throws in
            let console = Console(array: array)
            try await console.prepare(Console.stack(volumes))
            #expect(try await console.detailedPlan(Console.stack(volumes)) == 0)
            return try await array.requests().filter { $0.contains("data") }.sorted()
        }
    }

    @Test func from33OnOneRequestReadsThoseOfAllVolumes() async throws {
        #expect(try await reads("3.3.3.0", Self.declaring) == ["GET /app_instance_int_ecosystem_data"])
    }

    @Test func beforeItIsOneForEachVolumeThatDeclaresSome() async throws {
        let reads = try await reads("3.2.5.0", Self.declaring)
        #expect(reads.count == 2 && reads.allSatisfy { $0.hasSuffix("/metadata") }, "\(reads)")
    }

    @Test(arguments: ["3.2.5.0", "3.3.3.0"]) func nothingIsReadWhereNothingIsDeclared(product: String) async throws {
        #expect(try await reads(product, "a01: {size: 1GiB}, b01: {size: 1GiB}").isEmpty)
    }

    /// Metadata that somebody has changed by hand is found by the one request, too.
    @Test func whatTheOneRequestReadsIsCompared() async throws {
        try await Console.with { console in
            let manifest = Console.stack(Self.declaring)
            try await console.prepare(manifest)
            try await console.array.call("PUT", "/app_instances/b01/int_ecosystem_data", #"{"data":{"owner":"x"}}"#)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(manifest).status == 0)
            }
            #expect(writes.filter { !$0.hasPrefix("PUT /app_instances/b01/int") } == [], "\(writes)")
            #expect(try await console.app("b01")[path: "metadata.owner"]?.text == "b")
        }
    }
}
