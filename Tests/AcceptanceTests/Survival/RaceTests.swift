import Simulation
import TestSupport
import Testing

/// Two stacks that meet at one array, at every write of one of them.
@Suite struct RaceTests {
    @Test func twoStacksNeverWriteToWhatIsTheOthersAndOneSaysSoWhereBothWantIt() async throws {
        let report = try await SimulatedDSP.with(SimulatorConfiguration(), .inProcess) { array async throws in
            let matrix = try await RaceMatrix.prepared(array)
            let cases = try await matrix.cases()
            // A pair costs four more runs, one after the other, so few pairs and several points of each.
            let pairs = Dictionary(grouping: cases, by: \.pair).sorted { $0.key < $1.key }
            let chosen = Soak.sample(pairs, of: 14, for: "pairs of verbs").flatMap { pair in
                Soak.sample(pair.value, of: 3, for: pair.key)
            }
            var report = try await matrix.run(chosen)
            report.all = cases.count
            return report
        }
        Soak.report(
            "held writes of two stacks",
            "\(report.tried) of \(report.all) in \(report.pairs) pairs of verbs, \(report.yielded) times one yielded")
        for problem in report.problems { Issue.record("\(problem)") }
        #expect(report.tried > 0 && report.yielded < report.tried)
        if Soak.isFull { #expect(report.tried == report.all && report.yielded > 0) }
    }
}
