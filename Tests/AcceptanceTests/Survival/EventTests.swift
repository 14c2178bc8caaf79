import TestSupport
import Testing

/// What a run writes besides its report: events, journal, trace, statistics.
@Suite struct EventTests {
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: events
        initiators: {db-01: "iqn.1993-08.org.debian:01:db01"}
        volumes:
          ledger: {size: 10GiB}
          journal: {size: 10GiB}
        attachments:
          ledger: {initiators: [db-01], chap: {user: ledger, password: "env:CHAP"}}

        """

    private func events(_ text: String) throws -> [JSONTree] {
        try text.split(separator: "\n").map { try JSONTree(parsing: Array($0.utf8)) }
    }

    @Test func eventsAreOneObjectALineFromVersionToSummary() async throws {
        try await SimulatedDSP.with { array in
            try await Story(name: "events", manifest: Self.manifest).withCommand(on: array, ["--json"]) { command in
                let run = try await ToolRun(command.arguments, environment: command.environment)
                #expect(run.status == 0)
                let events = try events(run.output)
                let types = events.compactMap { $0["type"]?.text }
                #expect(types.first == "version" && types.last == "run_summary")
                #expect(types.prefix(4) == ["version", "apply_start", "lock_acquired", "steps_begin"])
                #expect(types.count { $0 == "step_start" } == 3 && types.count { $0 == "step_complete" } == 3)
                #expect(events.last?["exit_code"]?.text == "0" && events.last?["done"]?.text == "3")
                #expect(events.allSatisfy { $0["time"]?.text.hasSuffix("Z") == true })
                // An intent stands before what came of it.
                let ids = events.filter { $0["id"]?.text == "volume/ledger:create" }.compactMap { $0["type"]?.text }
                #expect(ids == ["step_start", "step_complete"])
            }
        }
    }

    private static let fatal: [(arguments: [String], status: Int32)] = [
        (["apply", "--yes", "--json", "-f", "/nonexistent.yaml", "--mgmt", "http://127.0.0.1:1"], 65),
        (["apply", "--yes", "--json", "-f", "-", "--mgmt", "http://127.0.0.1:1", "--retry-timeout", "0.1"], 1),
    ]

    private static let refused: [(arguments: [String], password: String, status: Int32)] = [
        (["apply", "--yes", "--json", "-f", "-"], "wrong", 77), (["apply", "--json", "-f", "-"], "password", 7),
        (["apply", "--yes", "--json", "--cluster", "5f0c1c2e-0000-4000-8000-000000000000", "-f", "-"], "password", 4),
    ]

    /// As events: whoever reads them does not see what is written for a person.
    @Test(arguments: refused)
    func aRefusedRunSaysWhy(_ arguments: [String], password: String, status: Int32) async throws {
        try await SimulatedDSP.with { array in
            let environment = array.environment.merging(["DAT_PASS": password, "CHAP": "secret-12345"]) { $1 }
            let run = try await ToolRun(arguments, environment: environment, input: Self.manifest)
            #expect(run.status == status, "\(run.error)")
            let events = try events(run.output)
            #expect(events.map { $0["type"]?.text } == ["version", "error", "run_summary"])
            #expect(events[1]["error"]?.text.isEmpty == false)
            #expect(try await array.writes() == [])
        }
    }

    @Test func aStalePlanSaysWhatHasChanged() async throws {
        try await SimulatedDSP.with { array in
            let environment = array.environment.merging(["CHAP": "secret-12345"]) { $1 }
            func run(_ arguments: [String], _ manifest: String?) async throws -> ToolRun {
                try await ToolRun(
                    arguments + (manifest == nil ? [] : ["-f", "-"]), environment: environment, input: manifest ?? "")
            }
            #expect(try await run(["apply", "--yes"], Self.manifest).status == 0)
            let file = TemporaryFile()
            let larger = Self.manifest.replacing("journal: {size: 10GiB}", with: "journal: {size: 30GiB}")
            #expect(try await run(["plan", "-o", file.path], larger).status == 0)
            let id = try await array.record(of: "journal")?["id"]?.text ?? ""
            try await array.call(
                "PUT", "/app_instances/\(id)/storage_instances/storage-1/volumes/volume-1", #"{"size":20}"#)
            let stale = try await run(["apply", file.path, "--yes", "--json"], nil)
            #expect(stale.status == 5)
            let events = try events(stale.output)
            #expect(events.map { $0["type"]?.text } == ["version", "stale", "error", "run_summary"])
            #expect(events[1]["address"]?.text == "volume/journal")
            let difference = try #require(events[1]["differences"]?.elements.first)
            #expect(difference["field"]?.text == "size")
            #expect(difference["then"]?.text == "10 GiB" && difference["now"]?.text == "20 GiB")
        }
    }

    @Test(arguments: fatal)
    func theSummaryComesAlsoAfterAFatalError(_ arguments: [String], status: Int32) async throws {
        let run = try await ToolRun(
            arguments, environment: ["DAT_USER": "admin", "DAT_PASS": "password", "CHAP": "secret-12345"],
            input: Self.manifest)
        #expect(run.status == status)
        let events = try events(run.output)
        #expect(events.map { $0["type"]?.text } == ["version", "error", "run_summary"])
        #expect(events.last?["exit_code"]?.text == "\(status)")
    }

    @Test func noSecretIsInAnythingThatIsWritten() async throws {
        try await SimulatedDSP.with { array in
            let files = [TemporaryFile(), TemporaryFile()]
            let more = [
                "--json", "--stats", "--log-level", "debug", "--trace", files[0].path, "--journal", files[1].path,
            ]
            try await Story(name: "events", manifest: Self.manifest).withCommand(on: array, more) { command in
                let run = try await ToolRun(command.arguments, environment: command.environment)
                #expect(run.status == 0)
                let written = [run.output, run.error, files[0].text, files[1].text]
                #expect(written.allSatisfy { !$0.isEmpty })
                let state = try await array.admin("GET", "/_sim/state")
                let tokens =
                    if case .object(let sessions)? = state["sessions"] { Array(sessions.keys) } else { [String]() }
                for secret in ["secret-12345", "\"password\"", "=password"] + tokens {
                    #expect(!written.contains { $0.contains(secret) }, "\(secret)")
                }
            }
        }
    }

    @Test func theTraceHasEveryRequestAndTheStatisticsCountThem() async throws {
        try await SimulatedDSP.with { array in
            try await array.admin("POST", "/_sim/faults", #"{"kind":"503","count":5,"after":6}"#)
            let trace = TemporaryFile()
            let more = ["--stats", "--trace", trace.path]
            try await Story(name: "events", manifest: Self.manifest).withCommand(on: array, more) { command in
                let run = try await ToolRun(command.arguments, environment: command.environment)
                #expect(run.status == 0)
                let sent = try await array.admin("GET", "/_sim/requests").elements.count
                #expect(trace.text.split(separator: "\n").count == sent)
                #expect(trace.text.contains("POST /v2.3/app_instances tenant=/root 200"))
                let total = run.error.split(separator: "\n").first { $0.hasSuffix("  total") }
                #expect(total?.split(separator: " ").prefix(3).map(String.init) == ["\(sent)", "5", "5"])
                #expect(run.error.contains("  lease\n") && run.error.contains("POST /app_instances"))
            }
        }
    }

    @Test func theJournalOfAKilledRunEndsWithItsIntent() async throws {
        try await SimulatedDSP.with { array in
            let journal = TemporaryFile()
            try await Story(name: "events", manifest: Self.manifest).withCommand(
                on: array, ["--journal", journal.path, "--parallelism", "1"]
            ) { command in
                try await array.admin("POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":2,"match":"POST"}"#)
                let process = try ToolProcess(command.arguments, environment: command.environment)
                #expect(try await array.waitUntilHeld { process.hasEnded })
                process.send(9)
                _ = await process.end()
                try await array.admin("DELETE", "/_sim/held?drop")
                let events = try events(journal.text)
                #expect(events.first?["type"]?.text == "apply_start")
                #expect(events.last?["type"]?.text == "step_start")
                let before = events.count
                #expect(try await ToolRun(command.arguments, environment: command.environment).status == 0)
                let all = try self.events(journal.text)
                #expect(all[before]["type"]?.text == "apply_start" && all.last?["type"]?.text == "run_summary")
                #expect(all.contains { $0["type"]?.text == "lock_acquired" && $0["took_over"] == .flag(true) })
            }
        }
    }
}
