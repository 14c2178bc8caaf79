import TestSupport
import Testing

/// An address that is printed anywhere is accepted everywhere, whether it says `volume/` or `app_instance/`.
@Suite struct PrintedAddressTests {
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: owner
        volumes: {ledger: {size: 1GiB}}
        app_instances:
          ai1: {storage_instances: {data: {volumes: {rows: {size: 1GiB}, index: {size: 1GiB}}}}}

        """
    private static let without = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: owner
        volumes: {ledger: {size: 1GiB}}
        removed: [{from: app_instance/ai1, action: trash}]

        """

    private static let names = ["ai1", "volume/ai1", "app_instance/ai1"]

    @Test(arguments: names) func theTrashKnowsIt(name: String) async throws {
        try await Console.with { console in
            try await console.prepare(Self.manifest)
            try await console.prepare(Self.without, "--allow-disruptive", "--allow-destroy", "--max-deletes", "2")
            let restored = try await console.run(["trash", "restore", "--yes", name], Self.manifest)
            #expect(restored.status == 0, "\(restored.output)\(restored.error)")
            #expect(try await console.app("ai1")["name"]?.text == "ai1")
            try await console.prepare(Self.without, "--allow-disruptive", "--allow-destroy", "--max-deletes", "2")
            let purged = try await console.run(
                ["trash", "purge", "--yes", "--allow-destroy", "--max-deletes", "2", name], Self.manifest)
            #expect(purged.status == 0, "\(purged.output)\(purged.error)")
        }
    }

    @Test(arguments: names) func theReadingVerbsKnowIt(name: String) async throws {
        try await Console.with { console in
            try await console.prepare(Self.manifest)
            try await console.array.call("POST", try await console.path("ai1") + "/snapshots", "{}")
            for (verb, manifest) in [
                (["snapshot", "list", name], nil), (["explain", name], Self.manifest),
                (["adopt", "--yes", name], Self.manifest), (["plan", "--target", name], Self.manifest),
                (["forget", "--yes", name], Self.manifest),
            ] where verb[0] != "plan" || name.contains("/") {
                let run = try await console.run(verb, manifest)
                #expect(run.status == 0 && run.output.contains("ai1") || verb[0] == "adopt", "\(verb) \(run.error)")
            }
        }
    }
}
