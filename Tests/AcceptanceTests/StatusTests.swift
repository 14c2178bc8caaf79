import Glibc
import TestSupport
import Testing

/// What the person on call is told of a run that was cut off: by `status`, `drift`, `plan`, `lock` and `history`.
@Suite struct StatusTests {
    private static let manifest =
        "apiVersion: datera-apply/v1\nkind: Stack\nstack: night\nvolumes:\n"
        + (1...6).map { "  vol-\($0): {size: 10GiB, replica_count: 2}\n" }.joined()

    /// A stack in a Git repository, and a home for its journal.
    private struct Night {
        let array: SimulatedDSP
        let folder: TemporaryFolder
        let file: String
        static let commit = "0123456789abcdef0123456789abcdef01234567"

        var environment: [String: String] { array.environment.merging(["XDG_STATE_HOME": folder.path]) { $1 } }

        init(_ array: SimulatedDSP) throws {
            self.array = array
            folder = try TemporaryFolder()
            try folder.makeFolder(".git/refs/heads")
            try folder.write("ref: refs/heads/main\n", to: ".git/HEAD")
            try folder.write("# pack-refs\n\(Self.commit) refs/heads/main\n", to: ".git/packed-refs")
            file = try folder.write(StatusTests.manifest, to: "night.yaml")
        }

        func run(_ arguments: String...) async throws -> ToolRun {
            try await ToolRun(arguments, environment: environment)
        }

        /// Kills an apply, or interrupts it, when some of its steps are done.
        func cutOff(by signal: Int32) async throws -> ToolProcess {
            try await array.admin("POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":3,"match":"POST"}"#)
            let apply = try ToolProcess(
                ["apply", "--yes", "--parallelism", "1", "-f", file], environment: environment)
            #expect(try await array.waitUntilHeld { apply.hasEnded })
            apply.send(signal)
            if signal == SIGKILL { _ = await apply.end() }
            try await array.admin("DELETE", signal == SIGKILL ? "/_sim/held?drop" : "/_sim/held")
            if signal != SIGKILL { _ = await apply.end() }
            return apply
        }
    }

    @Test func aKilledRunIsSaidEverywhereUntilItIsFinished() async throws {
        try await SimulatedDSP.with { array in
            let night = try Night(array)
            let apply = try await night.cutOff(by: SIGKILL)
            let sentence = "An `apply` of stack night was cut off at 20"
            let remedy = "datera-apply apply -f \(night.file)"
            let status = try await night.run("status", "-f", night.file)
            #expect(status.status == 2 && status.words.contains(sentence), "\(status.output)")
            #expect(status.words.contains("(process \(apply.pid) on") && status.words.contains(remedy))
            #expect(status.words.contains("2 of 6 steps") && status.words.contains("last run"), "\(status.output)")
            #expect(status.output.split(separator: "\n").count <= 14)
            let drift = try await night.run("drift", "-f", night.file)
            #expect(drift.status == 2 && drift.words.contains(sentence), "\(drift.output)")
            let json = try await night.run("drift", "-f", night.file, "--format", "json")
            let record = try JSONTree(parsing: Array(json.output.utf8))["interrupted_run"]
            #expect(record?["steps"]?.text == "6" && record?["remedy"]?.text == remedy, "\(json.output)")
            let plan = try await night.run("plan", "-f", night.file)
            #expect(plan.status == 0 && plan.error.contains(sentence), "\(plan.error)")
            let locks = try await night.run("lock", "list")
            #expect(locks.words.contains("Stack night: lease") && locks.words.contains("That run has ended"))
            let history = try await night.run("history", "night", "-o", "json")
            let run = try JSONTree(parsing: Array(history.output.utf8))[path: "rows.runs"]?.elements.first
            #expect(run?["result"]?.text == "did not end" && run?["commit"]?.text == "0123456789", "\(history.output)")
            #expect(run?["array"]?.text == array.environment["DAT_MGMT"] && run?["login"]?.text == "admin")
            #expect(try await night.run("apply", "--yes", "-f", night.file).status == 0)
            let after = try await night.run("status", "-f", night.file)
            #expect(after.status == 0 && !after.words.contains("cut off"), "\(after.output)")
            #expect(after.words.contains("succeeded") && after.words.contains("volumes 6, 60 GiB"), "\(after.output)")
            #expect(try await night.run("lock", "list").output == "No stack is locked: no apply is running.\n")
        }
    }

    /// It has released its lease: only the journal tells of it.
    @Test func whatIsPendingAfterCtrlCIsDrift() async throws {
        try await SimulatedDSP.with { array in
            let night = try Night(array)
            #expect(try await night.run("apply", "--yes", "-f", night.file).status == 0)
            try night.folder.write(Self.manifest.replacing("10GiB", with: "11GiB"), to: "night.yaml")
            try await array.admin("POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":4,"match":"PUT"}"#)
            let flags = ["--yes", "--parallelism", "1", "--max-update-pct", "100", "-f", night.file]
            let apply = try ToolProcess(["apply"] + flags, environment: night.environment)
            #expect(try await array.waitUntilHeld { apply.hasEnded })
            apply.send(SIGINT)
            try await array.admin("DELETE", "/_sim/held")
            #expect(await apply.end() == 130)
            let drift = try await night.run("drift", "-f", night.file)
            #expect(drift.status == 2 && drift.words.contains("was cut off at"), "\(drift.output)")
            #expect(drift.words.contains("10 GiB on the array, 11 GiB in the manifest"), "\(drift.output)")
            // Elsewhere there is no journal, and what is pending is only that.
            let elsewhere = try await ToolRun(["drift", "-f", night.file], environment: array.environment)
            #expect(elsewhere.status == 0, "\(elsewhere.output)")
        }
    }

    @Test func aLivingRunIsNotAnsweredWithTheCommandThatKillsItsLease() async throws {
        try await SimulatedDSP.with { array in
            let night = try Night(array)
            try await array.admin("POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":3,"match":"POST"}"#)
            let apply = try ToolProcess(["apply", "--yes", "-f", night.file], environment: night.environment)
            #expect(try await array.waitUntilHeld { apply.hasEnded })
            let status = try await night.run("lock", "status", "night")
            #expect(status.output.contains("The run is in progress.") && !status.output.contains("lock release"))
            let report = try await night.run("status", "-f", night.file)
            #expect(report.words.contains("in progress yes, process \(apply.pid) on"), "\(report.output)")
            #expect(!report.words.contains("cut off"))
            try await array.admin("DELETE", "/_sim/held")
            #expect(await apply.end() == 0)
            let named = try await night.run("status", "--stack", "night")
            #expect(named.status == 0 && named.words.contains("give the manifest with -f"), "\(named.output)")
        }
    }

    @Test func aHistoryIsReadFromAnyJournal() async throws {
        let run = try await ToolRun(["history"])
        #expect(run.status == 64 && run.error.contains("--journal"))
        let missing = try await ToolRun(["history", "--journal", "/proc/nonexistent"])
        #expect(missing.status == 1 && missing.error.contains("no such file"))
        let none = try await ToolRun(["history", "night"])
        #expect(none.status == 0 && none.output == "No run is recorded.\n", "\(none.error)")
    }
}
