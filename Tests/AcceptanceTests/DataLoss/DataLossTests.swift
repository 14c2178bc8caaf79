import Simulation
import TestSupport
import Testing

/// Every attempt is stopped, says by what, and leaves the array as it was.
@Suite struct DataLossTests {
    @Test func theTableIsLong() { #expect(DataLossAttempt.all.count >= 30) }

    @Test(arguments: DataLossAttempt.all)
    func nothingIsLost(_ attempt: DataLossAttempt) async throws {
        // Clones take their time, so that one is still copying when it matters.
        let configuration = SimulatorConfiguration(transitionDelay: .seconds(3600))
        try await SimulatedDSP.with(configuration) { array async throws in
            let applied = try await ToolRun(
                ["apply", "--yes", "-f", "-"], environment: array.environment, input: DataLossAttempt.applied)
            #expect(applied.status == 0, "\(applied.output)\(applied.error)")
            for given in attempt.givens { try await prepare(given, array) }
            try await array.forgetRequests()
            let before = try await array.admin("GET", "/_sim/state")["app_instances"]
            let run = try await ToolRun(
                attempt.arguments + (attempt.manifest == nil ? [] : ["-f", "-"]), environment: array.environment,
                input: attempt.manifest ?? "")
            #expect(run.status == attempt.status, "\(run.output)\(run.error)")
            #expect((run.output + run.error).contains(attempt.says), "\(run.output)\(run.error)")
            #expect(try await array.writes() == [])
            #expect(try await array.admin("GET", "/_sim/state")["app_instances"] == before)
        }
    }

    private func prepare(_ given: DataLossAttempt.Given, _ array: SimulatedDSP) async throws {
        let ledger = try await array.record(of: "ledger")
        let marker = ledger?["descr"]?.text ?? ""
        func filled(_ text: String) -> String {
            text.replacing("{ledger}", with: ledger?["id"]?.text ?? "").replacing("{marker}", with: marker)
                .replacing("{trash marker}", with: marker.dropLast() + "t")
        }
        if given.path.hasPrefix("/_sim") {
            try await array.admin(given.method, given.path, filled(given.body))
            return
        }
        let parts = given.path.split(separator: " @").map(String.init)
        try await array.call(
            given.method, filled(parts[0]), filled(given.body), tenant: parts.count > 1 ? parts[1] : "/root")
    }
}
