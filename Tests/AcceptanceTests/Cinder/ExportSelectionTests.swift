import StorageModel
import TestSupport
import Testing

/// A part of an array as a manifest, and the settings that a plan keeps of a cinder.conf: by the program.
@Suite struct ExportSelectionTests {
    private static let uuid = "11111111-2222-4333-8444-5555555555"

    private func prepare(_ console: Console) async throws {
        for (name, mode) in [
            ("OS-web-1-\(Self.uuid)01", "openstack"), ("OS-web-2-\(Self.uuid)02", "openstack"),
            ("OS-db-1-\(Self.uuid)03", "openstack"), ("CSI-pvc-1", "kubernetes"), ("by-hand", "normal"),
        ] {
            try await console.array.call(
                "POST", "/app_instances",
                #"{"name":"\#(name)","create_mode":"\#(mode)","storage_instances":[{"name":"storage-1","#
                    + #""volumes":[{"name":"volume-1","size":1,"replica_count":3}]}]}"#)
        }
        try await console.array.forgetRequests()
    }

    @Test func namesCreatorsAndNumbersSelect() async throws {
        try await Console.with { console async throws in
            try await prepare(console)
            for (arguments, keys) in [
                (["--match", "web-*"], ["web-1", "web-2"]), (["--match", "OS-*", "--limit", "2"], ["db-1", "web-1"]),
                (["--created-by", "csi", "--created-by", "other"], ["CSI-pvc-1", "by-hand"]),
                (["--created-by", "cinder", "--match", "*-1"], ["db-1", "web-1"]),
            ] {
                let run = try await console.run(["export"] + arguments)
                let shown = run.output.split(separator: "\n").filter { $0.contains("size:") }
                    .compactMap { $0.split(separator: ":").first.map { $0.drop { $0 == " " } } }
                #expect(run.status == 0 && shown.map(String.init).sorted() == keys, "\(arguments) \(run.output)")
                let plan = try await console.run(["plan", "--detailed-exitcode"], run.output)
                #expect(plan.status == 0, "\(plan.output)")
            }
            let none = try await console.run(["export", "--match", "wbe-*"])
            #expect(none.status == 1 && none.output.isEmpty && none.error.contains("no volume matches"))
            #expect(try await console.array.writes().isEmpty)
        }
    }

    @Test func aFileIsMadeAndNeverReplaced() async throws {
        try await Console.with { console async throws in
            try await prepare(console)
            let folder = try TemporaryFolder()
            let path = "\(folder.path)/cloud.yaml"
            let made = try await console.run(["export", "-o", path])
            #expect(made.status == 0 && made.output.isEmpty && made.error.contains("adopt -f \(path)"), "\(made.error)")
            let adopted = try await console.run(["adopt", "-f", path, "--yes", "volume/web-1", "volume/db-1"])
            #expect(adopted.status == 0, "\(adopted.error)")
            try await console.array.forgetRequests()
            let again = try await console.run(["export", "-o", path])
            #expect(again.status == 64 && again.error.contains("exists and is not replaced"), "\(again.error)")
            #expect(try await console.array.requests().isEmpty)
            // A part of a stack would be refused: what it owns comes with every selection.
            let part = try await console.run(["export", "--match", "web-2"])
            for key in ["web-1", "web-2", "db-1"] { #expect(part.output.contains("\n  \(key):"), "\(part.output)") }
            #expect(!part.output.contains("\n  by-hand:"))
            let other = try await console.run(["export", "--match", "web-*", "--stack", "other"])
            #expect(other.output.contains("\n  web-2:") && !other.output.contains("\n  web-1:"), "\(other.output)")
        }
    }

    /// An apply of a saved plan means what the plan meant, without the file.
    @Test func aSavedPlanKeepsWhatACinderConfSaid() async throws {
        try await Console.with { console async throws in
            let folder = try TemporaryFolder()
            let conf = try folder.write(
                "[dat]\ndatera_volume_type_defaults = replica_count:2\nsan_password = hunter2-hunter2\n",
                to: "cinder.conf")
            let plan = "\(folder.path)/plan.json"
            let manifest = Console.stack("vol-1: {size: 1GiB}")
            let saved = try await console.run(
                ["plan", "-o", plan, "--cinder-conf", conf, "--backend", "dat"], manifest)
            #expect(saved.status == 0, "\(saved.error)")
            let text = try await ToolRun(["show", plan, "--format", "json"]).output
            #expect(!text.contains("hunter2"))
            #expect(try await console.run(["apply", plan, "--yes"]).status == 0)
            let path = "storage_instances.0.volumes.0.replica_count"
            #expect(try await console.app("vol-1")[path: path]?.text == "2")
        }
    }
}
