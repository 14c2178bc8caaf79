import Simulation
import TestSupport
import Testing

/// Every attempt is stopped, says by what, and leaves the array as it was.
@Suite struct DataLossTests {
    @Test func theTableIsLong() { #expect(DataLossAttempt.all.count >= 75) }

    /// All of them in the soak.
    @Test(arguments: Soak.sample(DataLossAttempt.all, of: 40, for: "attempts to lose data"))
    func nothingIsLost(_ attempt: DataLossAttempt) async throws {
        let configuration = SimulatorConfiguration(transitionDelay: attempt.delay)
        try await SimulatedDSP.with(configuration) { array async throws in
            let applied = try await ToolRun(
                ["apply", "--yes", "-f", "-"], environment: array.environment, input: DataLossAttempt.applied)
            #expect(applied.status == 0, "\(applied.output)\(applied.error)")
            for given in attempt.givens { try await array.undergo(given) }
            try await array.forgetRequests()
            let before = try await array.admin("GET", "/_sim/state")["app_instances"]
            var arguments = attempt.manifest == nil ? [] : ["-f", "-"]
            for argument in attempt.arguments.reversed() { arguments.insert(try await array.filled(argument), at: 0) }
            let run = try await ToolRun(
                arguments, environment: array.environment, input: try await array.filled(attempt.manifest ?? ""))
            #expect(run.status == attempt.status, "\(run.output)\(run.error)")
            #expect((run.output + run.error).contains(attempt.says), "\(run.output)\(run.error)")
            #expect(try await array.writes() == [])
            #expect(try await array.admin("GET", "/_sim/state")["app_instances"] == before)
        }
    }
}
