import Glibc
import TestSupport
import Testing

/// Two applies started together.
@Suite struct ConcurrencyTests {
    private static let seeds = Array(UInt64(1)...50)

    private static func manifest(_ stack: String, size: Int = 10) -> String {
        let lines = (1...4).map {
            "  \(stack)-vol\($0): {size: \(size)GiB, replica_count: 2, qos: {total_iops_max: \(size)}}\n"
        }
        return """
            apiVersion: datera-apply/v1
            kind: Stack
            stack: \(stack)
            initiators: {db-01: "iqn.1993-08.org.debian:01:db01"}
            volumes:
            \(lines.joined())
            attachments: {\(stack)-vol1: {initiators: [db-01]}}

            """
    }

    /// One gets the lease and does the work; the other ends with 6, or waits and finds everything done.
    @Test func oneOfTwoRunsOfAStackWorksAndTheOtherYields() async throws {
        let seeds = Soak.sample(Self.seeds, of: 8, for: "pairs")
        let pairs = try await seeds.concurrently(2) { try await Self.pair(seed: $0) }
        #expect(pairs.flatMap(\.problems) == [])
        // Both ways of yielding were seen.
        #expect(pairs.contains { $0.statuses.contains(6) } && pairs.contains { $0.statuses == [0, 0] })
        Soak.report(
            "two applies of one stack",
            "\(pairs.count) seeds, \(pairs.count { $0.statuses.contains(6) }) times one ended with 6")
    }

    private struct Pair: Sendable {
        var statuses: [Int32]
        var problems: [String]
    }

    private static func pair(seed: UInt64) async throws -> Pair {
        try await SimulatedDSP.with { array in
            var generator = SeededGenerator(seed: seed)
            // Every answer takes a little while, so that there is time to meet.
            try await array.admin(
                "POST", "/_sim/faults", #"{"kind":"delay","ms":\#(Int.random(in: 2...8, using: &generator))}"#)
            let waits = generator.chance(50)
            let story = Story(name: "pair", manifest: manifest("pair"))
            let alone = try await SimulatedDSP.with { other in
                try await story.withCommand(on: other) { command in
                    _ = try await ToolRun(command.arguments, environment: command.environment)
                }
                return try await other.settledState()
            }
            // Before its lease, at it or after it: there the first run waits until the second has begun.
            let meeting = Int.random(in: 0...14, using: &generator)
            try await array.admin("POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":\#(meeting)}"#)
            return try await story.withCommand(on: array, waits ? ["--lock-timeout", "30"] : []) { command in
                let traces = [TemporaryFile(), TemporaryFile()]
                let first = try ToolProcess(
                    command.arguments + ["--trace", traces[0].path], environment: command.environment)
                _ = try await array.waitUntilHeld { first.hasEnded }
                let second = try ToolProcess(
                    command.arguments + ["--trace", traces[1].path], environment: command.environment)
                while traces[1].text.isEmpty, !second.hasEnded {
                    try await Task.sleep(for: .milliseconds(1))
                }
                // On a busy machine the second might be done before the first gets on.
                second.send(SIGSTOP)
                let before = traces[0].text
                try await array.admin("DELETE", "/_sim/held")
                while traces[0].text == before, !first.hasEnded { try await Task.sleep(for: .milliseconds(1)) }
                second.send(SIGCONT)
                let statuses = [await first.end(), await second.end()]
                var problems = overlap(traces[0].text, traces[1].text) ? [] : ["seed \(seed): no overlap"]
                if statuses != [0, 0], statuses.sorted() != [0, 6] || waits {
                    problems.append(
                        "seed \(seed): \(statuses)\n\(first.output)\(first.error)\(second.output)\(second.error)")
                }
                problems += try await array.leases().map { "seed \(seed): \($0) is left" }
                problems += try await array.settledState().differences(from: alone).map { "seed \(seed): \($0)" }
                return Pair(statuses: statuses, problems: problems)
            }
        }
    }

    /// Each has a request between the first and the last of the other. Times stand at the beginning of lines and sort as
    /// text.
    private static func overlap(_ left: String, _ right: String) -> Bool {
        func times(_ text: String) -> [Substring] {
            text.split(separator: "\n").map { $0.prefix { $0 != " " } }.sorted()
        }
        let (left, right) = (times(left), times(right))
        guard let firstLeft = left.first, let lastLeft = left.last, let firstRight = right.first,
            let lastRight = right.last
        else { return false }
        return right.contains { firstLeft <= $0 && $0 <= lastLeft }
            && left.contains { firstRight <= $0 && $0 <= lastRight }
    }

    @Test func disjointStacksRunInParallel() async throws {
        try await SimulatedDSP.with { array in
            // Both declare the initiator, and make it first, under their leases.
            try await array.admin("POST", "/_sim/faults", #"{"kind":"hold","match":"POST /initiators"}"#)
            let stories = ["left", "right"].map { Story(name: $0, manifest: Self.manifest($0)) }
            try await stories[0].withCommand(on: array) { left in
                try await stories[1].withCommand(on: array) { right in
                    let processes = [left, right].map { command in
                        Result { try ToolProcess(command.arguments, environment: command.environment) }
                    }
                    while try await array.admin("GET", "/_sim/held").elements.count < 2,
                        try processes.allSatisfy({ try !$0.get().hasEnded })
                    {
                        try await Task.sleep(for: .milliseconds(2))
                    }
                    #expect(
                        try await array.leases().sorted() == ["datera-apply.lease.left", "datera-apply.lease.right"])
                    try await array.admin("DELETE", "/_sim/faults")
                    try await array.admin("DELETE", "/_sim/held")
                    for process in processes {
                        let process = try process.get()
                        #expect(await process.end() == 0, "\(process.output)\(process.error)")
                    }
                }
            }
            let count = try await array.admin("GET", "/_sim/state")["app_instances"]?.elements.count
            #expect(count == 8)
        }
    }
}
