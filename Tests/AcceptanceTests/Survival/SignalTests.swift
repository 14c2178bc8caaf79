import Glibc
import TestSupport
import Testing

/// Ctrl-C, `kill`, and the end of the time given.
@Suite(.timeLimit(.minutes(5))) struct SignalTests {
    private static let small = manifest(replicas: 2)
    private static let large = manifest(replicas: 3)

    private static func manifest(replicas: Int) -> String {
        let lines = (1...4).map { "  vol\($0): {size: 10GiB, replica_count: \(replicas)}\n" }.joined()
        return "apiVersion: datera-apply/v1\nkind: Stack\nstack: stopped\nvolumes:\n\(lines)"
    }

    private func flags(_ array: SimulatedDSP) async throws -> [String] {
        try await array.admin("GET", "/_sim/state")["app_instances"]?.elements.map {
            "\($0["admin_state"]?.text ?? "") \($0["descr"]?.text.split(separator: " ").last ?? "")"
        } ?? []
    }

    /// The array holds the first PUT of an offline window's inside; the first signal comes, or the end of the time instead of
    /// it; then the second one, or the call may end.
    private func interrupted(
        by first: Int32?, then second: Int32? = nil, _ more: [String] = [],
        _ body: @Sendable @escaping (SimulatedDSP, ToolProcess, Story.Command) async throws -> Void
    ) async throws {
        try await SimulatedDSP.with { array async throws in
            try await Story(name: "before", manifest: Self.small).withCommand(on: array) { command async throws in
                #expect(try await ToolRun(command.arguments, environment: command.environment).status == 0)
            }
            try await Story(name: "after", manifest: Self.large).withCommand(on: array) { command async throws in
                // PUTs: 0 the login, 1 offline; the next is inside the window.
                try await array.admin("POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":2,"match":"PUT"}"#)
                let process = try ToolProcess(
                    command.arguments + ["--parallelism", "1"] + more, environment: command.environment)
                #expect(try await array.waitUntilHeld { process.hasEnded })
                if let first { process.send(first) }
                try await process.waitUntilItStops()
                if let second {
                    process.send(second)
                } else {
                    try await array.admin("DELETE", "/_sim/held")
                }
                try await body(array, process, command)
            }
        }
    }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143)), (SIGHUP, Int32(143))])
    func theFirstSignalEndsTheRunCleanly(signal: Int32, status: Int32) async throws {
        try await interrupted(by: signal) { array, process, command async throws in
            #expect(await process.end() == status, "\(process.output)\(process.error)")
            #expect(process.output.contains("Stopped on request"))
            #expect(try await flags(array) == Array(repeating: "online -", count: 4))
            #expect(try await array.leases().isEmpty)
            #expect(try await ToolRun(command.arguments, environment: command.environment).status == 0)
        }
    }

    @Test func theSecondSignalEndsItAtOnceAndTheNextRunClosesTheWindows() async throws {
        try await interrupted(by: SIGINT, then: SIGINT) { array, process, command async throws in
            #expect(await process.end() == 130)
            #expect(try await array.leases().count == 1)
            #expect(try await flags(array).contains("offline w"))
            try await array.admin("DELETE", "/_sim/held?drop")
            try await array.forgetRequests()
            let rerun = try await ToolRun(command.arguments, environment: command.environment)
            #expect(rerun.status == 0, "\(rerun.output)\(rerun.error)")
            #expect(rerun.output.contains("Took over the lease"))
            // Leases aside, the first thing that is written puts a volume back online.
            let first = try #require(rerun.output.split(separator: "\n").first { $0.contains("] done ") })
            #expect(first.contains("close window"))
            #expect(try await flags(array) == Array(repeating: "online -", count: 4))
        }
    }

    /// Whoever presses Ctrl-C while the run waits for its last call, after its time was over, wants out.
    @Test func aSignalAfterTheEndOfTheTimeEndsTheRunAtOnce() async throws {
        try await interrupted(by: nil, then: SIGINT, ["--timeout", "4"]) { array, process, command async throws in
            #expect(await process.end() == 130)
            #expect(try await array.admin("GET", "/_sim/held").elements.count == 1)
            try await array.admin("DELETE", "/_sim/held?drop")
            #expect(try await ToolRun(command.arguments, environment: command.environment).status == 0)
            #expect(try await flags(array) == Array(repeating: "online -", count: 4))
        }
    }

    @Test func theEndOfTheTimeIsAFirstSignal() async throws {
        try await interrupted(by: nil, ["--timeout", "4"]) { array, process, _ async throws in
            #expect(await process.end() == 3, "\(process.output)\(process.error)")
            #expect(try await flags(array) == Array(repeating: "online -", count: 4))
            #expect(try await array.leases().isEmpty)
        }
        try await SimulatedDSP.with { array async throws in
            try await array.admin("POST", "/_sim/faults", #"{"kind":"delay","ms":150,"match":"POST"}"#)
            try await Story(name: "slow", manifest: Self.small).withCommand(
                on: array, ["--timeout", "0.45", "--parallelism", "1"]
            ) { command async throws in
                let run = try await ToolRun(command.arguments, environment: command.environment)
                #expect([1, 3].contains(run.status), "\(run.output)\(run.error)")
                #expect(try await array.leases().isEmpty)
            }
            try await array.admin("POST", "/_sim/faults", #"{"kind":"delay","ms":150}"#)
            try await Story(name: "slow", manifest: Self.small).withCommand(on: array, ["--timeout", "0.2"]) {
                command async throws in
                let run = try await ToolRun(command.arguments, environment: command.environment)
                #expect(run.status == 1)
                #expect(run.error.contains("--timeout"), "\(run.error)")
            }
        }
    }
}
