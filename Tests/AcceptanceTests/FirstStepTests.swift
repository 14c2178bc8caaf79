import TestSupport
import Testing

/// From an empty folder to a first plan: `init`, `completion`.
@Suite struct FirstStepTests {
    @Test func theExampleIsValidAndNoFileIsReplaced() async throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/stack.yaml"
        let first = try await ToolRun(["init", file, "--stack", "orders"])
        #expect(first.status == 0 && first.output.contains("plan -f \(file)"), "\(first.error)")
        let valid = try await ToolRun(["validate", "-f", file])
        #expect(valid.status == 0 && valid.output == "Stack orders is valid: 1 volume.\n", "\(valid.error)")
        let text = try TemporaryFile.bytes(at: file)
        let second = try await ToolRun(["init", file])
        #expect(second.status == 1 && second.error.contains("exists; `init` replaces no file"), "\(second.error)")
        #expect(try TemporaryFile.bytes(at: file) == text)
        let wrong = try await ToolRun(["init", folder.path + "/x.yaml", "--stack", "Orders"])
        #expect(wrong.status == 64 && wrong.error.contains("--stack takes 3 to 32"))
        let nowhere = try await ToolRun(["init", "/proc/nonexistent/stack.yaml"])
        #expect(nowhere.status == 1 && nowhere.error.contains("cannot be written"), "\(nowhere.error)")
    }

    /// With every line of the example that is commented out.
    @Test func theCommentedLinesOfTheExampleAreValidToo() async throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/stack.yaml"
        #expect(try await ToolRun(["init", file]).status == 0)
        let words = ["tenant:", "tenants:", "qos:", "logs:"]
        let text = String(decoding: try TemporaryFile.bytes(at: file), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isExample = words.contains { line.contains("# \($0)") }
            return isExample ? String(line).replacing("# ", with: "", maxReplacements: 1) : String(line)
        }
        try folder.write(lines.joined(separator: "\n"), to: "stack.yaml")
        let valid = try await ToolRun(["validate", "-f", file])
        #expect(valid.status == 0 && valid.output.contains("3 volumes"), "\(valid.error)")
    }

    @Test func fromAnArrayItIsItsExportAndPlansNothing() async throws {
        try await Console.with { console in
            try await console.array.call("POST", "/app_instances", #"{"name":"by-hand"}"#)
            let made =
                #"{"name":"made","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","size":3}]}]}"#
            try await console.array.call("POST", "/app_instances", made)
            let folder = try TemporaryFolder()
            let file = folder.path + "/all.yaml"
            let run = try await console.run(["init", file, "--stack", "taken", "--from-array"])
            #expect(run.status == 0, "\(run.error)")
            let plan = try await console.run(["plan", "--detailed-exitcode", "-f", file])
            #expect(plan.status == 0, "\(plan.output)\(plan.error)")
            let adopt = try await console.run(["adopt", "-f", file, "m*", "--yes"])
            #expect(adopt.status == 0 && adopt.output.contains("1 steps done") || adopt.output.contains("1 step done"))
        }
    }

    @Test(arguments: [("bash", "complete "), ("zsh", "#compdef"), ("fish", "complete -c")])
    func completionsAreThoseOfTheParser(shell: String, word: String) async throws {
        let run = try await ToolRun(["completion", shell])
        let generated = try await ToolRun(["--generate-completion-script", shell])
        #expect(run.status == 0 && run.output.contains(word), "\(run.error)")
        #expect(run.output == generated.output)
    }
}
