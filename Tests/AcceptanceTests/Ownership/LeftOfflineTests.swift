import TestSupport
import Testing

/// A volume that a run has left in its offline window serves nobody: whoever looks is told, also where the plan at hand does
/// not bring it back.
@Suite struct LeftOfflineTests {
    private static let two = Console.stack("ledger: {size: 2GiB}, journal: {size: 2GiB}")
    private static let warning =
        "warning [left_offline] volume/ledger was taken offline by a run that did not bring it back online"

    private static func withOpenWindow(_ body: @Sendable @escaping (Console) async throws -> Void) async throws {
        try await Console.with { console in
            try await console.prepare(two)
            let descr = try await console.app("ledger")["descr"]?.text ?? ""
            try await console.array.call(
                "PUT", try await console.path("ledger"), #"{"admin_state":"offline","descr":"\#(descr.dropLast())w"}"#)
            try await console.array.forgetRequests()
            try await body(console)
        }
    }

    private static func isOnline(_ console: Console) async throws -> Bool {
        try await console.app("ledger")["admin_state"]?.text == "online"
    }

    /// What blocks the plan: a volume of its own that cannot be reduced, a guard, another volume, or a line that is gone.
    static let blocked = [
        two.replacing("ledger: {size: 2GiB}", with: "ledger: {size: 1GiB}"),
        two.replacing("journal: {size: 2GiB}", with: "journal: {size: 1GiB}"),
        Console.stack("ledger: {size: 2GiB}"), Console.stack("journal: {size: 2GiB}"),
        two + "cluster: {uuid: 00000000-0000-4000-8000-00000000beef}\n",
    ]

    @Test(arguments: blocked) func aBlockedPlanSaysSoAndWritesNothing(_ manifest: String) async throws {
        try await Self.withOpenWindow { console in
            for verb in [["plan"], ["apply", "--yes"]] {
                let run = try await console.run(verb, manifest)
                #expect(run.status == 4, "\(run.words)")
                #expect(run.words.contains(Self.warning), "\(run.words)")
            }
            let json = try await console.run(["plan", "--format", "json"], manifest)
            #expect(json.output.contains(#""left_offline""#))
            #expect(try await console.array.writes().isEmpty)
            #expect(try await !Self.isOnline(console))
        }
    }

    @Test func onlyObservedItIsLeftAloneAndSaid() async throws {
        try await Self.withOpenWindow { console in
            let manifest = Self.two.replacing("ledger: {size: 2GiB}", with: "ledger: {size: 2GiB, manage: observe}")
            let run = try await console.apply(manifest)
            #expect(run.status == 0 && run.words.contains(Self.warning), "\(run.words)")
            #expect(run.words.contains("`manage: full`") && !run.words.contains("[offline]"), "\(run.words)")
            #expect(try await console.array.writes().isEmpty)
            let full = try await console.apply(Self.two)
            #expect(full.status == 0 && !full.words.contains("left_offline"), "\(full.words)")
            #expect(try await Self.isOnline(console))
        }
    }

    /// What blocks only one volume is left out, and what the warning says brings the other back.
    @Test(arguments: [0, 1], ["volume/ledger", "volume/journal"])
    func leavingOutWhatIsBlockedPutsItBackOnline(_ manifest: Int, _ excluded: String) async throws {
        try await Self.withOpenWindow { console in
            let run = try await console.run(["apply", "--yes", "--exclude", excluded], Self.blocked[manifest])
            let isBlocked = (manifest == 0) != (excluded == "volume/ledger")
            #expect(run.status == (isBlocked ? 4 : 0), "\(run.words)")
            #expect(run.words.contains("left_offline") == isBlocked, "\(run.words)")
            #expect(try await Self.isOnline(console) != isBlocked)
        }
    }

    @Test func anotherVerbThatDoesNotPutItBackSaysSo() async throws {
        try await Self.withOpenWindow { console in
            let run = try await console.run(["forget", "--yes", "volume/journal"], Self.two)
            #expect(run.status == 0 && run.words.contains(Self.warning), "\(run.words)")
        }
    }

    @Test func oneThatSomebodyHasPutOnlineByHandIsNoNews() async throws {
        try await Self.withOpenWindow { console in
            try await console.array.undergo(("PUT", "/app_instances/{ledger}", #"{"admin_state":"online"}"#))
            let run = try await console.run(["plan"], Self.blocked[0])
            #expect(run.status == 4 && !run.words.contains("left_offline"), "\(run.words)")
        }
    }
}
