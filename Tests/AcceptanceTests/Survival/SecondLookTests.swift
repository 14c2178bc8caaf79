import TestSupport
import Testing

/// An apply reads the array three times: for the plan, again under its lease, and at the end. What it ends with when one
/// of these readings fails.
@Suite struct SecondLookTests {
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: looks
        volumes: {ledger: {size: 10GiB, replica_count: 2}}

        """

    /// From its `look`-th list of app instances on, the array gives no list any more.
    private static let cases: [(fault: String, look: Int, status: Int32, volumes: Int)] = [
        ("500", 1, 1, 0), ("503", 1, 1, 0),
        // Nothing but the lease is written before the second one.
        ("500", 2, 1, 0), ("503", 2, 1, 0),
        // Everything is done, and nobody can say so.
        ("500", 3, 3, 1), ("503", 3, 3, 1),
    ]

    @Test(arguments: cases)
    func aReadingThatFailsIs3OnlyWhenSomethingWasWritten(
        _ fault: String, look: Int, status: Int32, volumes: Int
    ) async throws {
        try await SimulatedDSP.with { array in
            let story = Story(name: "looks", manifest: Self.manifest)
            try await story.withCommand(on: array, ["--retry-timeout", "0.3"]) { command in
                try await array.admin(
                    "POST", "/_sim/faults",
                    #"{"kind":"\#(fault)","after":\#(look - 1),"match":"GET /app_instances"}"#)
                let run = try await ToolRun(command.arguments, environment: command.environment)
                #expect(run.status == status, "\(run.output)\(run.error)")
                #expect(run.output.contains("could not be read again to check") == (status == 3))
                #expect(try await array.record(of: "ledger") != nil || volumes == 0)
                #expect(try await array.writes().count { $0 == "POST /app_instances" } == (look == 1 ? 0 : 1 + volumes))
                #expect(try await array.leases().isEmpty)
                try await array.admin("DELETE", "/_sim/faults")
                try await array.forgetRequests()
                #expect(try await ToolRun(command.arguments, environment: command.environment).status == 0)
                #expect(try await array.writes().isEmpty == (volumes == 1))
            }
        }
    }

    /// A reviewed change that is done already takes no consent. Taken back while the run waits for its lease, it is not
    /// done again under the consent for the rest.
    @Test func whatWasDoneAtTheFirstLookIsNotDoneAtTheSecond() async throws {
        try await SimulatedDSP.with { array in
            func story(_ size: Int, _ hosts: String = "") -> Story {
                Story(name: "looks", manifest: Self.manifest.replacing("10GiB", with: "\(size)GiB") + hosts)
            }
            try await story(10).withCommand(on: array) { command async throws in
                #expect(try await ToolRun(command.arguments, environment: command.environment).status == 0)
            }
            let plan = TemporaryFile()
            try await story(20, "initiators: {db-01: \(SampleStack.host)}\n").withCommand(on: array) { command in
                let file = try #require(command.arguments.last)
                let planned = try await ToolRun(
                    ["plan", "-f", file, "-o", plan.path], environment: command.environment)
                #expect(planned.status == 0, "\(planned.error)")
            }
            try await array.call("POST", "/initiators", #"{"id":"\#(SampleStack.host)","name":"db-01"}"#)
            try await array.admin(
                "POST", "/_sim/faults", #"{"kind":"hold","count":1,"match":"POST /app_instances"}"#)
            let process = try ToolProcess(["apply", plan.path, "--yes"], environment: array.environment)
            #expect(try await array.waitUntilHeld { process.hasEnded })
            try await array.call("DELETE", "/initiators/\(SampleStack.host)")
            try await array.admin("DELETE", "/_sim/held")
            #expect(await process.end() == 5, "\(process.output)\(process.error)")
        }
    }

    /// Read access taken away in the middle is a matter of rights, whatever was done before.
    @Test func aLoginThatIsRefusedAtTheEndIs77() async throws {
        try await SimulatedDSP.with { array in
            let story = Story(name: "looks", manifest: Self.manifest)
            try await story.withCommand(on: array) { command in
                try await array.admin(
                    "POST", "/_sim/faults",
                    #"{"kind":"hold","count":1,"after":2,"match":"GET /app_instances"}"#)
                let process = try ToolProcess(command.arguments, environment: command.environment)
                #expect(try await array.waitUntilHeld { process.hasEnded })
                try await array.admin("PATCH", "/_sim/state/users/0", #"{"password":"another-password"}"#)
                try await array.admin("POST", "/_sim/expire-sessions")
                try await array.admin("DELETE", "/_sim/held")
                #expect(await process.end() == 77, "\(process.output)\(process.error)")
                #expect(try await array.record(of: "ledger") != nil)
            }
        }
    }
}
