import Simulation
import TestSupport
import Testing

/// Extra specs as `openstack volume type list` prints them serve as they are, on either product: Cinder's driver goes by the
/// product and passes over what the other one knows.
@Suite struct PastedTypeTests {
    private static func stack(_ specs: String) -> String {
        Console.stack("ledger: {size: 1GiB, type: gold}", "volume_types: {gold: {extra_specs: {\(specs)}}}")
    }

    @Test(arguments: [
        ("3.3.3.0", #""DF:placement_mode": "all_flash""#, "placement_policy", "default"),
        ("3.3.3.0", #""DF:placement_mode": "all_flash", "DF:placement_policy": "fast""#, "placement_policy", "fast"),
        ("3.2.5.0", #""DF:placement_policy": "fast""#, "placement_mode", "hybrid"),
        ("3.2.5.0", #""DF:placement_mode": "all_flash", "DF:placement_policy": "fast""#, "placement_mode", "all_flash"),
    ])
    func eitherNotionOfPlacementServes(product: String, specs: String, key: String, value: String) async throws {
        try await Console.with(SimulatorConfiguration(productVersion: product)) { console in
            if product.hasPrefix("3.3") {
                try await console.array.call("POST", "/placement_policies", #"{"name":"fast","max":[],"min":[]}"#)
            }
            let manifest = Self.stack(#""DF:replica_count": "2", \#(specs)"#)
            let applied = try await console.apply(manifest)
            #expect(applied.status == 0, "\(applied.output)\(applied.error)")
            let isComplete = specs.contains("_mode") && specs.contains("_policy")
            #expect(applied.error.contains("as with Cinder's driver") != isComplete, "\(applied.error)")
            #expect(try await console.detailedPlan(manifest) == 0)
            let volume = try await console.array.call("GET", try await console.volume("ledger"))
            let place = volume["data"]?[key] ?? volume[key]
            #expect((place?["path"] ?? place)?.text.split(separator: "/").last.map(String.init) == value, "\(volume)")
        }
    }

    /// Who writes a key of the manifest's own language means it.
    @Test func outsideOfExtraSpecsTheWrongNotionIsAnErrorStill() async throws {
        try await Console.with { console in
            let run = try await console.run(["plan"], Console.stack("ledger: {size: 1GiB, placement_mode: hybrid}"))
            #expect(run.status == 65 && run.error.contains("is not supported by product"), "\(run.error)")
        }
    }
}
