import DSPClient
import Execution
// Reading and writing the table.
import FoundationEssentials
import ManifestLoading
import Observing
import Planning
import Simulation
import StorageModel
import TestSupport
import Testing

/// Counts what each operation costs, and holds docs/requests.md to it.
@Suite struct RequestTableTests {
    /// What every run reads, however much or little there is to do.
    private static let lists = ["system", "tenants", "app_instances", "initiators", "initiator_groups"].map {
        "GET /\($0)"
    }

    @Test func theTableIsWhatTheArrayCounts() async throws {
        var rows: [String] = []
        for row in RequestRow.all {
            let count = try await Self.count(row)
            #expect(count <= row.limit, "\(row.operation): \(count) of \(row.limit)")
            let allowance =
                row.allowance.isEmpty ? "" : " + \(row.allowance.count) (\(row.allowance.joined(separator: ", ")))"
            rows.append("| \(row.operation) | \(count) | \(row.cinder) | \(row.floor)\(allowance) |")
        }
        let text = Self.text(rows)
        let path = PackageRoot.path("docs/requests.md")
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            try Data(text.utf8).write(to: URL(filePath: path))
            Issue.record("recorded docs/requests.md; read it, then run again without RECORD_GOLDENS")
            return
        }
        #expect(String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self) == text)
    }

    private static func text(_ rows: [String]) -> String {
        """
        # Requests

        What one volume costs, counted by the simulated array (product 3.3.3.0, API
        2.3). Made by `RequestTableTests`: `RECORD_GOLDENS=1` writes it anew.

        * **ours**: requests that change something, and reads beside the lists. Each
          apply reads the lists (system, tenants, and for each tenant its app instances,
          initiators and groups, a thousand to a page) three times: for the plan, again
          under the lease, and to prove that nothing is left. That is so for one volume
          and for four thousand. The lease takes three requests, and one every 15 s.
          Metadata read for the plan are not read again under the lease, unless that
          is more than 5 s later, was a takeover, or the app instance has changed.
        * **Cinder**: measured with the driver of cinder 2020.4.4.0, one volume at a time.
        * **floor**: for a client that knows every id. Metadata count as one request.

        | operation | ours | Cinder | floor |
        |---|---|---|---|
        \(rows.joined(separator: "\n"))

        """
    }

    private static func count(_ row: RequestRow) async throws -> Int {
        try await SimulatedDSP.with(SimulatorConfiguration(productVersion: "3.3.3.0"), .inProcess) { array in
            try await apply(row.before, .converge, on: array)
            if let given = row.given {
                try await array.call(given.method, given.path, given.body, tenant: "/root")
            }
            try await array.forgetRequests()
            try await apply(row.after, row.intent, on: array)
            return try await array.requests().count { !lists.contains($0) && !$0.hasSuffix("/api_versions") }
        }
    }

    private static func apply(
        _ manifest: String, _ intent: PlanningOptions.Intent, on array: SimulatedDSP
    ) async throws {
        let loaded = ManifestLoader().load([ManifestSource(name: "requests", text: Array(manifest.utf8))])
        let desired = try #require(loaded.desired, "\(loaded.diagnostics)")
        let client = array.client()
        let executor = Executor(client, secrets: [.environment("CHAP"): Secret("secret-12345")])
        let source = PlanSource(desired, options: PlanningOptions(intent: intent))
        let survey = try await source.survey(client)
        let outcome = try await Apply(source, to: client, executor: executor)
            .run(PlanRecord(survey.plan), after: survey)
        guard case .converged = outcome else {
            Issue.record("\(manifest)\(outcome)")
            return
        }
        await client.close()
    }
}
