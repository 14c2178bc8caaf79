// Listing the manifests.
import FoundationEssentials
import ManifestLoading
import Simulation
import TestSupport
import Testing

/// The stacks under manifests/, applied with the program itself against an array that listens.
@Suite struct ManifestConvergenceTests {
    static let manifests = ((try? FileManager.default.contentsOfDirectory(atPath: PackageRoot.path("manifests"))) ?? [])
        .filter { $0.hasSuffix(".yaml") }.sorted()

    /// What the manifests ask for by `env:`.
    static let secrets = [
        "LEDGER_CHAP": "ledger-123456", "LEDGER_CHAP_ARRAY": "array-1234567", "PAYROLL_CHAP": "payroll-12345",
        "SEQUENCER_CHAP": "sequencer-123", "WAREHOUSE_CHAP": "columns-and-rows",
    ]

    @Test func thereAreManifests() { #expect(Self.manifests.count >= 4) }

    /// What no manifest can use here: the uuid of an array, a volume that is on it already, and images, which need an array
    /// that serves data (`examples/images.yaml`).
    private static let unusable: Set = [
        "a stack: cluster", "`clone_of`: existing", "setting: image", "`image`: file", "`image`: format",
        "`image`: checksum", "`image`: sums", "a stack: image_cache", "`image_cache`: enabled",
        "`image_cache`: volume_type", "`image_cache`: max_volumes", "`image_cache`: max_size",
    ]

    @Test func theManifestsTogetherUseEveryField() {
        var use = FieldUse()
        for manifest in Self.manifests {
            let bytes = FileManager.default.contents(atPath: PackageRoot.path("manifests/\(manifest)")) ?? Data()
            use.merge(ManifestLoader().load([ManifestSource(name: manifest, text: [UInt8](bytes))]).fieldUse)
        }
        let used = Set(use.used.map(Self.field))
        #expect(Set(use.known.map(Self.field)).subtracting(used).subtracting(Self.unusable).sorted() == [])
        #expect(used.count > 40)
    }

    /// A setting is one field, whether written in `defaults`, in a type, in its `extra_specs` or on a volume.
    private static func field(_ name: String) -> String {
        for level in [
            "`defaults`", "a volume type", "extra_specs", "a volume", "an app instance", "a storage instance",
            "a volume of a storage instance",
        ] where name.hasPrefix("\(level): ") {
            return "setting: " + name.dropFirst(level.count + 2)
        }
        return name
    }

    @Test(arguments: manifests, ["3.2.5.0", "3.3.3.0"])
    func aSecondPlanIsEmptyAndASecondApplyWritesNothing(_ manifest: String, product: String) async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(productVersion: product)) { array in
            let environment = array.environment.merging(Self.secrets) { first, _ in first }
            let file = ["-f", PackageRoot.path("manifests/\(manifest)")]
            let first = try await ToolRun(["plan", "--detailed-exitcode"] + file, environment: environment)
            #expect(first.status == 2, "\(first.error)")
            #expect(try await array.writes().isEmpty)
            let apply = try await ToolRun(["apply", "--yes"] + file, environment: environment)
            #expect(apply.status == 0, "\(apply.output)\(apply.error)")
            let second = try await ToolRun(["plan", "--detailed-exitcode"] + file, environment: environment)
            #expect(second.status == 0, "\(second.output)")
            try await array.forgetRequests()
            let again = try await ToolRun(["apply", "--yes"] + file, environment: environment)
            #expect(again.status == 0)
            #expect(try await array.writes().isEmpty)
        }
    }
}
