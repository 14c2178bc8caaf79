import Simulation
import TestSupport
import Testing

/// At a terminal the stack's name is typed as well. A real terminal, eighty columns wide.
@Suite struct TerminalPromiseTests {
    /// What deletes: its arguments, and a manifest where it takes one. The array holds `ledger` with a snapshot, `journal`,
    /// and in the trash `old`.
    struct Destruction: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var arguments: [String]
        var manifest: String?

        static let all: [Destruction] = [
            .init(testDescription: "destroy", arguments: ["destroy", "journal"], manifest: left),
            .init(testDescription: "destroy for good", arguments: ["destroy", "--purge", "journal"], manifest: left),
            .init(testDescription: "purge", arguments: ["trash", "purge", "--stack", "owner", "--all"]),
            .init(testDescription: "apply that trashes", arguments: ["apply"], manifest: removing("trash")),
            .init(testDescription: "apply that deletes", arguments: ["apply"], manifest: removing("delete")),
            .init(
                testDescription: "restore over data",
                arguments: ["snapshot", "restore", "--no-safety-snapshot", "ledger@before"], manifest: left),
        ]
    }

    /// What somebody types, and how it ends.
    struct Answer: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var keys: String
        var status: Int32

        static let all: [Answer] = [
            .init(testDescription: "the name", keys: "owner\n", status: 0),
            .init(testDescription: "another name", keys: "Owner\n", status: 7),
            .init(testDescription: "yes", keys: "yes\n", status: 7),
            .init(testDescription: "nothing", keys: "\n", status: 7),
            .init(testDescription: "Ctrl-D", keys: "\u{4}", status: 7),
            .init(testDescription: "Ctrl-C", keys: "\u{3}", status: 130),
            .init(testDescription: "half of the name and Ctrl-C", keys: "own\u{3}", status: 130),
        ]
    }

    private static let snapshots = "snapshots: {ledger@before: {}}\n"
    private static let left = Console.stack("ledger: {size: 2GiB}, journal: {size: 1GiB}", snapshots)
    private static let full = left.replacing("ledger: {", with: "old: {size: 1GiB}, ledger: {")

    private static func removing(_ action: String) -> String {
        Console.stack(
            "ledger: {size: 2GiB}", snapshots + "removed: [{from: volume/journal, action: \(action)}]")
    }

    private static let question = "This deletes. To continue, type the name of the stack, owner: "
    private static func prepare(_ console: Console) async throws {
        try await console.prepare(full)
        let trashed = try await console.run(["destroy", "--yes", "old"] + yeses, full)
        #expect(trashed.status == 0, "\(trashed.words)")
        try await console.array.forgetRequests()
    }

    private static let yeses = ["--allow-destroy", "--max-deletes", "1"]

    /// Each verb with two of the answers, all of them in the soak.
    @Test(arguments: Destruction.all)
    func onlyTheNameOfTheStackGoesOn(_ verb: Destruction) async throws {
        for answer in Soak.sample(Answer.all, of: 2, for: verb.testDescription) { try await ask(verb, answer) }
    }

    private func ask(_ verb: Destruction, _ answer: Answer) async throws {
        try await Console.with { console in
            try await Self.prepare(console)
            // Not even `--yes` spares the typing.
            let all = try await console.ask(
                verb.arguments + Self.yeses + ["--yes"], verb.manifest, answer.keys, at: Self.question)
            #expect(all.status == answer.status, "\(all.shown)")
            #expect(all.shown.contains(Self.question))
            #expect(all.shown.contains("Nothing was done.") == (answer.status != 0), "\(all.shown)")
            #expect(try await console.array.writes().isEmpty == (answer.status != 0))
            #expect(all.lines.allSatisfy { $0.count <= 80 }, "\(all.lines.filter { $0.count > 80 })")
            #expect(answer.status == 0 || all.lines.contains("Nothing was done."), "on a line of its own: \(all.lines)")
        }
    }

    @Test func withoutLeaveToDestroyNobodyIsAsked() async throws {
        try await Console.with { console in
            try await Self.prepare(console)
            for verb in Destruction.all where verb.arguments[0] != "trash" {
                let terminal = try PseudoTerminal()
                let file = TemporaryFile()
                try file.write(verb.manifest ?? "")
                let run = try ToolProcess(
                    verb.arguments + ["--max-deletes", "1", "-f", file.path], environment: console.plain,
                    terminal: terminal)
                let shown = try await terminal.shown(until: "Allow it with --allow-destroy.") { run.hasEnded }
                #expect(shown?.contains("To go on") == false, "\(shown ?? "nothing")")
                #expect(await run.end() == 4)
                withExtendedLifetime(file) {}
            }
            #expect(try await console.array.writes().isEmpty)
        }
    }

    @Test(arguments: [("yes\n", Int32(0)), ("y\n", 7), ("owner\n", 7), ("\u{4}", 7), ("\u{3}", 130)])
    func aRestoreThatKeepsWhatIsThereAsksForAYes(keys: String, status: Int32) async throws {
        try await Console.with { console in
            try await console.prepare(Self.full)
            let all = try await console.ask(
                ["snapshot", "restore", "ledger@before"], Self.left, keys, at: "Type `yes` to continue: ")
            #expect(all.status == status, "\(all.shown)")
            #expect(try await console.array.writes().isEmpty == (status != 0))
            #expect(all.lines.allSatisfy { $0.count <= 80 }, "\(all.lines.filter { $0.count > 80 })")
        }
    }
}

extension Console {
    /// What somebody saw at a terminal, and how it ended.
    fileprivate struct Session {
        var shown: String
        var status: Int32

        var lines: [String] {
            shown.split(separator: "\r\n" as Character, omittingEmptySubsequences: false).map(String.init)
        }
    }

    fileprivate var plain: [String: String] { array.environment.merging(["NO_COLOR": "1"]) { $1 } }

    /// Runs a verb at a terminal, and types once it asks.
    fileprivate func ask(
        _ arguments: [String], _ manifest: String?, _ keys: String, at prompt: String
    ) async throws -> Session {
        let file = TemporaryFile()
        try file.write(manifest ?? "")
        let terminal = try PseudoTerminal()
        let run = try ToolProcess(
            arguments + (manifest == nil ? [] : ["-f", file.path]), environment: plain, terminal: terminal)
        var shown = try await terminal.shown(until: prompt) { run.hasEnded } ?? ""
        try terminal.type(keys)
        let status = await run.end()
        withExtendedLifetime(file) {}
        shown += terminal.rest
        return Session(shown: shown, status: status)
    }
}
