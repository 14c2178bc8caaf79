import DSPClient
import Execution
import Observing
import Planning
import Simulation
import StorageModel
import TestSupport
import Testing

/// Random stacks S1…Sn applied in order end where Sn alone ends: an array has no history.
@Suite struct HistoryTests {
    @Test func theLastStackAloneDecidesHowTheArrayEnds() async throws {
        let seeds = Soak.sample(Array(UInt64(1)...500), of: 14, for: "histories")
        let problems = try await seeds.concurrently(2) { try await Self.problems(seed: $0) }
        Soak.report("histories", "\(seeds.count) of 3 stacks with 8 volumes each")
        #expect(seeds.count >= 10)
        for problem in problems.flatMap({ $0 }) { Issue.record("\(problem)") }
    }

    private static func problems(seed: UInt64) async throws -> [String] {
        var stacks = RandomStack(seed: seed, isSteady: true)
        let series = (1...3).map { _ in stacks.next() }
        let after = try await end(of: series)
        let alone = try await end(of: Array(series.suffix(1)))
        return after.differences(from: alone).map { "seed \(seed): \($0)" }
    }

    private static func end(of series: [DesiredState]) async throws -> JSONTree {
        try await SimulatedDSP.with(SimulatorConfiguration(), .inProcess) { array in
            for pool in ["fast", "slow"] {
                try await array.call(
                    "POST", "/access_network_ip_pools",
                    #"{"name":"\#(pool)","network_paths":[{"name":"access_1","start_ip":"10.1.0.1","range":100,"netmask":16}]}"#
                )
            }
            let client = array.client()
            let secrets: ResolvedSecrets = [
                .environment("CHAP"): Secret("secret-12345"), .environment("TARGET"): Secret("target-12345"),
            ]
            for desired in series {
                let apply = Apply(PlanSource(desired), to: client, executor: Executor(client, secrets: secrets))
                let outcome = try await apply.run(PlanRecord(try await apply.currentPlan()))
                guard case .converged = outcome else { throw NotConverged(outcome: "\(outcome)") }
            }
            await client.close()
            return try await array.settledState()
        }
    }

    struct NotConverged: Error {
        var outcome: String
    }
}
