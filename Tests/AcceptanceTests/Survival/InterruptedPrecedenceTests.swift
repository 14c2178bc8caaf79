import Glibc
import TestSupport
import Testing

/// Which exit code is given where several meet in the middle of a run: the first of 77, 6, 130/143, 3, 1, 2.
@Suite(.timeLimit(.minutes(5))) struct InterruptedPrecedenceTests {
    private static func manifest(_ volumes: Int) -> String {
        let lines = (1...volumes).map { "  vol\($0): {size: 1GiB, replica_count: 2}\n" }.joined()
        return "apiVersion: datera-apply/v1\nkind: Stack\nstack: ranks\nvolumes:\n\(lines)"
    }

    private func volumes(_ array: SimulatedDSP) async throws -> Int {
        try await array.admin("GET", "/_sim/state")["app_instances"]?.elements.count ?? 0
    }

    /// The array holds the answer of one request, that of the last volume of three unless said otherwise; those before it
    /// are made.
    private func held(
        at volume: Int = 3, _ more: [String] = [],
        _ body: @Sendable @escaping (SimulatedDSP, ToolProcess, Story.Command) async throws -> Void
    ) async throws {
        try await SimulatedDSP.with { array async throws in
            try await Story(name: "ranks", manifest: Self.manifest(3)).withCommand(on: array, ["--parallelism", "1"]) {
                command async throws in
                // POSTs: 0 the lease, then the volumes.
                let hold = #"{"kind":"hold","count":1,"after":\#(volume),"match":"POST"}"#
                try await array.admin("POST", "/_sim/faults", hold)
                let process = try ToolProcess(command.arguments + more, environment: command.environment)
                #expect(try await array.waitUntilHeld { process.hasEnded })
                try await body(array, process, command)
            }
        }
    }

    @Test func aLoginThatIsRefusedOnTheWayComesBeforeAPartlyDoneApply() async throws {
        try await held { array, process, command async throws in
            try await array.call("PUT", "/users/admin", #"{"password":"changed-password"}"#)
            try await array.admin("POST", "/_sim/expire-sessions")
            try await array.admin("DELETE", "/_sim/held?drop")
            #expect(await process.end() == 77, "\(process.output)\(process.error)")
            #expect(process.output.contains("2 of 3 steps done, 1 failed"), "\(process.output)")
            let environment = command.environment.merging(["DAT_PASS": "changed-password"]) { $1 }
            #expect(try await ToolRun(command.arguments, environment: environment).status == 0)
            #expect(try await volumes(array) == 3)
        }
    }

    /// Held until another run has taken the lease over; a person has pressed Ctrl-C meanwhile.
    @Test(arguments: [0, SIGINT])
    func aLostLeaseComesBeforeASignalAndAPartlyDoneApply(signal: Int32) async throws {
        try await held(at: 2, Story.shortLease) { array, process, command async throws in
            process.send(SIGSTOP)
            try await array.admin("DELETE", "/_sim/held?drop")
            let other = try await ToolRun(
                command.arguments + ["--lock-timeout", "20"], environment: command.environment)
            #expect(other.status == 0, "\(other.output)\(other.error)")
            if signal != 0 { process.send(signal) }
            process.send(SIGCONT)
            #expect(await process.end() == 6, "\(process.output)\(process.error)")
            #expect(try await volumes(array) == 3)
        }
    }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func aSignalComesBeforeAPartlyDoneApply(signal: Int32, status: Int32) async throws {
        try await held { array, process, command async throws in
            process.send(signal)
            try await process.waitUntilItStops()
            try await array.admin("DELETE", "/_sim/held")
            #expect(await process.end() == status, "\(process.output)\(process.error)")
            #expect(try await array.leases().isEmpty)
            #expect(try await ToolRun(command.arguments, environment: command.environment).status == 0)
            #expect(try await volumes(array) == 3)
        }
    }

    @Test func aSignalComesBeforeTheFailureThatItCutsShortAndBeforeChanges() async throws {
        try await SimulatedDSP.with { array async throws in
            try await array.admin(
                "POST", "/_sim/faults", #"{"kind":"503","count":100000,"match":"GET /app_instances"}"#)
            try await Story(name: "ranks", manifest: Self.manifest(1)).withCommand(on: array) { command async throws in
                let file = command.arguments.last ?? ""
                for verb in [["apply", "--yes"], ["plan", "--detailed-exitcode"]] {
                    let process = try ToolProcess(verb + ["-f", file], environment: command.environment)
                    while try await !array.requests().contains("GET /app_instances"), !process.hasEnded {
                        try await Task.sleep(for: .milliseconds(5))
                    }
                    process.send(SIGINT)
                    #expect(await process.end() == 130, "\(process.output)\(process.error)")
                    try await array.forgetRequests()
                }
            }
        }
    }

    /// Who waits does nothing, as the lease is another run's; Ctrl-C only ends the waiting.
    @Test func aHeldLeaseComesBeforeASignalWhileWaiting() async throws {
        try await held { array, process, command async throws in
            let waiting = try ToolProcess(
                command.arguments + ["--lock-timeout", "30"], environment: command.environment)
            while !waiting.output.contains("Waiting") && !waiting.hasEnded {
                try await Task.sleep(for: .milliseconds(5))
            }
            waiting.send(SIGINT)
            #expect(await waiting.end() == 6, "\(waiting.output)\(waiting.error)")
            try await array.admin("DELETE", "/_sim/held")
            #expect(await process.end() == 0)
        }
    }
}
