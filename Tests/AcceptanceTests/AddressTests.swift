import TestSupport
import Testing

/// What is printed or known elsewhere is accepted by every verb; what is misspelt is answered with what was meant.
@Suite struct AddressTests {
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: owner
        volume_types: {gold: {replica_count: 2}}
        volumes:
          db-1: {type: gold, size: 1GiB, name: OS-db-1}
          db-2: {type: gold, size: 1GiB}
          db-3: {type: gold, size: 1GiB}
          web: {size: 1GiB, replica_count: 2}
        snapshots: {db-1@before: {}}

        """

    @Test func everyVerbTakesEveryName() async throws {
        try await Console.with { console in
            try await console.prepare(Self.manifest)
            let id = try await console.id("OS-db-1")
            for name in ["volume/db-1", "db-1", "OS-db-1", id] {
                for verb in [
                    ["explain", name], ["plan", "--target", name], ["plan", "--exclude", name],
                    ["snapshot", "list", name],
                ] {
                    let run = try await console.run(verb, verb[0] == "snapshot" ? nil : Self.manifest)
                    #expect(run.status == 0, "\(verb): \(run.output)\(run.error)")
                }
                let restore = try await console.run(
                    ["snapshot", "restore", "\(name)@before", "--yes", "--allow-disruptive"], Self.manifest)
                #expect(restore.status == 0, "\(name): \(restore.output)\(restore.error)")
                let forget = try await console.run(["forget", name, "--yes"], Self.manifest)
                #expect(forget.status == 0 && forget.words.contains("volume/db-1"), "\(name): \(forget.error)")
                let adopt = try await console.run(["adopt", name, "--yes"], Self.manifest)
                #expect(adopt.status == 0 && adopt.words.contains("volume/db-1"), "\(name): \(adopt.error)")
            }
            let types = try await console.run(["explain", "volume_types.gold"], Self.manifest)
            #expect(types.status == 0 && types.output.contains("volume/db-3  <stdin>"), "\(types.output)")
            let target = try await console.run(["plan", "--target", "volume_types.gold"], Self.manifest)
            #expect(target.status == 0, "\(target.output)")
        }
    }

    @Test(arguments: [
        ["explain", "volume/dv-1"], ["adopt", "volume/dv-1", "--yes"], ["forget", "volume/dv-1", "--yes"],
        ["destroy", "volume/dv-1", "--yes"], ["snapshot", "restore", "volume/dv-1@before", "--yes"],
        ["image", "import", "/dev/null", "volume/dv-1", "--overwrite", "--yes"],
        ["image", "export", "volume/dv-1", "/nonexistent"],
    ])
    func aMisspeltNameIs64AndAnsweredWithTheNearest(arguments: [String]) async throws {
        try await Console.with { console in
            try await console.prepare(Self.manifest)
            let run = try await console.run(arguments, Self.manifest)
            #expect(run.status == 64, "\(run.output)\(run.error)")
            #expect(run.error.contains("has no resource `volume/dv-1`; did you mean `volume/db-1`?"), "\(run.error)")
            #expect(try await console.array.writes().isEmpty)
        }
    }

    @Test func volumesAreAdoptedByPatternInBatches() async throws {
        try await Console.with { console in
            try await console.prepare(Self.manifest)
            #expect(try await console.run(["forget", "--all", "--yes"], Self.manifest).status == 0)
            func owned() async throws -> String {
                try await console.run(["list", "--match", "volume/*", "-o", "name"]).output
            }
            let first = try await console.run(["adopt", "volume/db-*", "--limit", "2", "--yes"], Self.manifest)
            #expect(first.status == 0 && first.error.contains("Adopting 2 of 3 volumes"), "\(first.error)")
            #expect(try await owned() == "OS-db-1\ndb-2\n")
            let second = try await console.run(["adopt", "volume/db-*", "web", "--limit", "2", "--yes"], Self.manifest)
            #expect(second.status == 0 && !second.error.contains("Adopting"), "\(second.error)")
            #expect(try await owned() == "OS-db-1\ndb-2\ndb-3\nweb\n")
            let none = try await console.run(["adopt", "volume/db-*", "--yes"], Self.manifest)
            #expect(none.status == 1 && none.error.contains("nothing to adopt"), "\(none.error)")
            let wrong = try await console.run(["adopt", "volume/bd-*", "--yes"], Self.manifest)
            #expect(
                wrong.status == 64 && wrong.error.contains("There are: snapshot") || wrong.error.contains("volume/db-1")
            )
            let forget = try await console.run(["forget", "db-*", "--stack", "owner", "--yes"])
            #expect(forget.status == 0, "\(forget.error)")
            #expect(try await owned() == "web\n")
            #expect(try await console.run(["adopt", "--all", "--limit", "0"], Self.manifest).status == 64)
        }
    }
}
