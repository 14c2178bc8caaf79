import TestSupport
import Testing

/// A password goes to the array and nowhere else: not into anything that is printed, kept or sent beside its field.
@Suite struct CanaryTests {
    private static let canary = "Canary-4711-xy"
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: canary
        initiators: {db-01: "iqn.1993-08.org.debian:01:db01"}
        volumes: {ledger: {size: 10GiB}}
        attachments:
          ledger: {initiators: [db-01], chap: {user: ledger, password: "env:CHAP", version: VERSION}}

        """

    /// Everything that was written, by the command that wrote it.
    private actor Ledger {
        private(set) var texts: [(origin: String, text: String)] = []

        func add(_ origin: String, _ text: String) { texts.append((origin, text)) }
    }

    private func manifest(_ version: Int) -> String {
        Self.manifest.replacing("VERSION", with: "\(version)")
    }

    @Test func aPasswordIsWrittenNowhereButIntoItsField() async throws {
        let ledger = Ledger()
        let files = (1...4).map { _ in TemporaryFile() }
        let (plan, trace, journal, secret) = (files[0], files[1], files[2], files[3])
        try secret.write(Self.canary)
        try await SimulatedDSP.with { array async throws in
            let environment = array.environment.merging(["CHAP": Self.canary]) { $1 }
            @Sendable func run(_ arguments: [String], _ manifest: String, status: Int32 = 0) async throws {
                let all = arguments + ["--log-level", "debug"] + (manifest.isEmpty ? [] : ["-f", "-"])
                let run = try await ToolRun(all, environment: environment, input: manifest)
                #expect(run.status == status, "\(arguments): \(run.error)")
                await ledger.add("\(arguments) output", run.output)
                await ledger.add("\(arguments) error", run.error)
            }
            let traced = ["--trace", trace.path, "--stats"]
            let logged = ["--yes", "--allow-disruptive", "--journal", journal.path, "--json"]
            for format in ["text", "markdown", "json"] { try await run(["plan", "--format", format], manifest(1)) }
            try await run(["plan", "--requests"], manifest(1))
            try await run(["plan", "-o", plan.path] + traced, manifest(1))
            try await run(["show", plan.path, "--format", "json"], "")
            try await run(["apply", plan.path] + logged + traced, "")
            // A rotation, at first refused by the array, then done from a file.
            let fault = #"{"kind":"503","count":1000,"match":"PUT /app_instances"}"#
            try await array.admin("POST", "/_sim/faults", fault)
            try await run(["apply", "--retry-timeout", "0"] + logged + traced, manifest(2), status: 1)
            try await array.admin("DELETE", "/_sim/faults")
            let fromFile = manifest(2).replacing("env:CHAP", with: "file:\(secret.path)")
            try await run(["apply"] + logged + traced, fromFile)
            try await run(["explain", "volume/ledger"], manifest(2))
            try await run(["drift"], manifest(2))
            try await run(["export"], "")
            // A password that the array would not take is not repeated either.
            let short = try await ToolRun(
                ["apply", "--yes", "--allow-disruptive", "-f", "-"],
                environment: array.environment.merging(["CHAP": "Can-4711"]) { $1 }, input: manifest(3))
            #expect(short.status == 65 && !short.error.contains("Can-4711") && !short.output.contains("Can-4711"))

            for (name, file) in [("plan", plan), ("trace", trace), ("journal", journal)] {
                #expect(!file.text.isEmpty, "\(name)")
                await ledger.add(name, file.text)
            }
            for (origin, text) in await ledger.texts { #expect(!text.contains(Self.canary), "\(origin)") }
            let state = try JSONTree(parsing: Array(try await array.stateText().utf8))
            let places = state.places(of: Self.canary)
            #expect(!places.isEmpty && places.allSatisfy { $0.hasSuffix("_pswd") }, "\(places)")
        }
    }
}

extension JSONTree {
    /// The paths at which a text stands, as a value or inside one.
    fileprivate func places(of word: String, at path: String = "") -> [String] {
        switch self {
        case .null, .flag, .number: []
        case .text(let text): text.contains(word) ? [path] : []
        case .list(let list): list.enumerated().flatMap { $0.element.places(of: word, at: "\(path).\($0.offset)") }
        case .object(let members):
            members.flatMap { name, value in
                (name.contains(word) ? [path] : []) + value.places(of: word, at: "\(path).\(name)")
            }
        }
    }
}
