import TestSupport
import Testing

/// A folder with several stacks: each is planned, applied and compared by itself, with one summary.
@Suite struct StackFolderTests {
    private static func manifest(_ stack: String, _ volume: String, size: Int = 1) -> String {
        Console.stack("\(volume): {size: \(size)GiB, replica_count: 2}", name: stack)
    }

    private static func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makeFolder("stacks")
        try folder.write(manifest("orders", "ledger"), to: "stacks/orders.yaml")
        try folder.write(manifest("web", "pages"), to: "stacks/web.yaml")
        return folder
    }

    @Test func eachStackHasItsTurnAndTheFirstExitCodeByPrecedenceWins() async throws {
        try await Console.with { console in
            let folder = try Self.folder()
            let path = folder.path + "/stacks"
            func run(_ arguments: String...) async throws -> ToolRun {
                try await console.run(arguments + ["-f", path])
            }
            let valid = try await run("validate")
            #expect(valid.status == 0 && valid.output.contains("Stack orders") && valid.output.contains("Stack web"))
            let plan = try await run("plan", "--detailed-exitcode")
            #expect(plan.status == 2 && plan.output.contains("volume/ledger") && plan.output.contains("volume/pages"))
            #expect(plan.error.contains("2 stacks:\n  orders  changes or drift (2)\n"), "\(plan.error)")
            let apply = try await run("apply", "--yes")
            #expect(apply.status == 0 && apply.error.contains("  web     ok\n"), "\(apply.output)\(apply.error)")
            #expect(try await run("drift").status == 0)
            // One of them is blocked, one has drifted: the block comes first, and both are said.
            try folder.write(Self.manifest("orders", "other"), to: "stacks/orders.yaml")
            try folder.write(Self.manifest("web", "pages", size: 2), to: "stacks/web.yaml")
            let blocked = try await run("plan", "--detailed-exitcode")
            #expect(blocked.status == 4 && blocked.error.contains("orders  blocked (4)"), "\(blocked.error)")
            #expect(blocked.error.contains("web     changes or drift (2)") && blocked.output.contains("1 GiB → 2 GiB"))
            // An invalid one does not keep the other from its turn.
            try folder.write(
                Self.manifest("orders", "ledger").replacing("size", with: "sizee"), to: "stacks/orders.yaml")
            let invalid = try await run("apply", "--yes")
            #expect(invalid.status == 65 && invalid.error.contains("web"), "\(invalid.error)")
            // A file that is not YAML could belong to any stack: then nothing is done.
            try folder.write("stack: orders\nvolumes: [", to: "stacks/more.yaml")
            let broken = try await run("plan")
            #expect(broken.status == 65 && broken.error.contains("more.yaml:3:1: error"), "\(broken.error)")
            #expect(broken.output.isEmpty)
            #expect(try await console.run(["list", "--match", "pages", "-o", "csv"]).output.contains(",pages,2,"))
        }
    }

    /// Each run has a journal of its own, which says how it ended.
    @Test func everyRunIsRecordedForItsStack() async throws {
        try await Console.with { console in
            let folder = try Self.folder()
            let environment = console.array.environment.merging(["XDG_STATE_HOME": folder.path]) { $1 }
            let arguments = ["apply", "--yes", "--json", "-f", folder.path + "/stacks"]
            let run = try await ToolRun(arguments, environment: environment)
            #expect(run.status == 0, "\(run.error)")
            let events = try run.output.split(separator: "\n").map { try JSONTree(parsing: Array($0.utf8)) }
            #expect(events.count { $0["type"]?.text == "apply_start" } == 2)
            for stack in ["orders", "web"] {
                let history = try await ToolRun(["history", stack], environment: environment)
                #expect(history.output.contains("succeeded") && history.output.contains("1 run."), "\(history.output)")
            }
        }
    }

    @Test func whatIsForOneStackIsRefusedForSeveral() async throws {
        try await Console.with { console in
            let folder = try Self.folder()
            let path = folder.path + "/stacks"
            for arguments in [
                ["plan", "-o", folder.path + "/plan.json"], ["drift", "--metrics-textfile", folder.path + "/x.prom"],
                ["apply", "--approve", "sha256:" + String(repeating: "0", count: 64)],
            ] {
                let run = try await console.run(arguments + ["-f", path])
                #expect(run.status == 64 && run.error.contains("name its files with -f"), "\(run.error)")
            }
            try folder.write("volumes: {shared: {size: 1GiB}}\n", to: "stacks/common.yaml")
            let homeless = try await console.run(["plan", "-f", path])
            #expect(homeless.status == 65 && homeless.error.contains("common.yaml names no stack"), "\(homeless.error)")
            // Files that are named are one stack, as ever.
            let named = try await console.run(["plan", "-f", path + "/orders.yaml", "-f", path + "/web.yaml"])
            #expect(named.status == 65 && named.error.contains("plan each stack by itself"), "\(named.error)")
            #expect(try await console.array.writes().isEmpty)
        }
    }
}
