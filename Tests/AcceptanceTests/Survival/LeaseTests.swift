import Glibc
import TestSupport
import Testing

/// Two runs at once, stopped runs, abandoned leases.
@Suite struct LeaseTests {
    private static func manifest(_ stack: String, volumes: Int) -> String {
        let lines = (1...volumes).map { "  \(stack)-vol\($0): {size: 10GiB, replica_count: 2}\n" }.joined()
        return "apiVersion: datera-apply/v1\nkind: Stack\nstack: \(stack)\nvolumes:\n\(lines)"
    }

    private func names(_ array: SimulatedDSP) async throws -> [String] {
        try await array.admin("GET", "/_sim/state")["app_instances"]?.elements.compactMap { $0["name"]?.text } ?? []
    }

    @Test func theSecondRunIs6AndSaysWhoHoldsTheLease() async throws {
        try await SimulatedDSP.with { array in
            let story = Story(name: "pair", manifest: Self.manifest("pair", volumes: 3))
            try await story.withCommand(on: array) { command in
                // The fourth POST is the last volume: the lease is held then.
                try await array.admin("POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":3,"match":"POST"}"#)
                let first = try ToolProcess(command.arguments, environment: command.environment)
                #expect(try await array.waitUntilHeld { first.hasEnded })
                let second = try await ToolRun(command.arguments, environment: command.environment)
                #expect(second.status == 6)
                #expect(
                    second.error.contains("process \(first.pid) on")
                        || second.output.contains("process \(first.pid) on"))
                let status = try await ToolRun(["lock", "status", "pair"], environment: command.environment)
                #expect(status.status == 0 && status.output.contains("process \(first.pid) on"))
                let release = try await ToolRun(["lock", "release", "pair"], environment: command.environment)
                #expect(release.status == 6)
                #expect(
                    try await ToolRun(["plan", "-f", command.arguments.last ?? ""], environment: command.environment)
                        .status == 0)
                try await array.admin("DELETE", "/_sim/held")
                #expect(await first.end() == 0)
            }
            #expect(try await array.leases().isEmpty)
            #expect(try await names(array).count == 3)
        }
    }

    @Test func aWaitingRunGoesOnWhenTheFirstIsDone() async throws {
        try await SimulatedDSP.with { array in
            let story = Story(name: "pair", manifest: Self.manifest("pair", volumes: 3))
            try await story.withCommand(on: array) { command in
                try await array.admin("POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":3,"match":"POST"}"#)
                let first = try ToolProcess(command.arguments, environment: command.environment)
                #expect(try await array.waitUntilHeld { first.hasEnded })
                let second = try ToolProcess(
                    command.arguments + ["--lock-timeout", "20"], environment: command.environment)
                while !second.output.contains("Waiting") && !second.hasEnded {
                    try await Task.sleep(for: .milliseconds(5))
                }
                try await array.admin("DELETE", "/_sim/held")
                #expect(await first.end() == 0)
                #expect(await second.end() == 0)
            }
            #expect(try await names(array).count == 3)
        }
    }

    /// A short lease, and a holder that is stopped for longer: it must notice before it writes again.
    @Test func aHolderThatWasStoppedBeyondExpiryWritesNothingMore() async throws {
        for held in [2, 3, 4] {
            try await SimulatedDSP.with { array in
                let story = Story(name: "pair", manifest: Self.manifest("pair", volumes: 6))
                try await story.withCommand(on: array, ["--parallelism", "1"]) { command in
                    try await array.admin(
                        "POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":\#(held),"match":"POST"}"#)
                    let first = try ToolProcess(
                        command.arguments + Story.shortLease, environment: command.environment)
                    #expect(try await array.waitUntilHeld { first.hasEnded })
                    first.send(SIGSTOP)
                    try await array.admin("DELETE", "/_sim/held")
                    let second = try await ToolRun(
                        command.arguments + ["--lock-timeout", "20"], environment: command.environment)
                    #expect(second.status == 0, "\(second.output)\(second.error)")
                    let end = try await array.settledState()
                    try await array.forgetRequests()
                    first.send(SIGCONT)
                    #expect(await first.end() == 6)
                    #expect(try await array.writes() == [])
                    #expect(try await array.settledState() == end)
                }
                #expect(try await names(array).count == 6)
            }
        }
    }

    @Test func anApplyWithNothingToDoTakesNoLeaseButRemovesADeadOne() async throws {
        try await SimulatedDSP.with { array in
            let story = Story(name: "pair", manifest: Self.manifest("pair", volumes: 1))
            try await story.withCommand(on: array) { command in
                try await array.admin(
                    "POST", "/_sim/faults", #"{"kind":"hold","count":1,"match":"DELETE /app_instances"}"#)
                let first = try ToolProcess(command.arguments, environment: command.environment)
                #expect(try await array.waitUntilHeld { first.hasEnded })
                first.send(SIGKILL)
                _ = await first.end()
                try await array.admin("DELETE", "/_sim/held?drop")
                #expect(try await array.leases().count == 1)
                let list = try await ToolRun(["list"], environment: command.environment)
                #expect(!list.output.contains("lease"))
                #expect(try await ToolRun(command.arguments, environment: command.environment).status == 0)
                #expect(try await array.leases().isEmpty)
                try await array.forgetRequests()
                #expect(try await ToolRun(command.arguments, environment: command.environment).status == 0)
                #expect(try await array.writes() == [])
            }
        }
    }

    @Test func releasingByHandNeedsTheNameOfALiveLease() async throws {
        try await SimulatedDSP.with { array in
            let text = "datera-apply lease v1 elsewhere.0123abcd.4711 00000000deadbeef 20991231T235959Z"
            try await array.call(
                "POST", "/app_instances",
                #"{"name":"datera-apply.lease.pair","descr":"\#(text)","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","size":1,"replica_count":1}]}]}"#
            )
            #expect(try await ToolRun(["lock", "release", "pair"], environment: array.environment).status == 6)
            let wrong = ["lock", "release", "pair", "--lease", "00000000deadbeee"]
            #expect(try await ToolRun(wrong, environment: array.environment).status == 6)
            let right = ["lock", "release", "pair", "--lease", "00000000deadbeef"]
            #expect(try await ToolRun(right, environment: array.environment).status == 0)
            #expect(try await array.leases().isEmpty)
        }
    }
}
