import Glibc
import Simulation
import TestSupport
import Testing

/// A flaky array, a slow one, one that starts: the run succeeds, and nothing shows that there was trouble.
@Suite struct FaultTests {
    @Test func anApplyOutlivesEveryFault() async throws {
        let reports = try await Story.all.concurrently(2) { story in
            try await FaultMatrix(story: story).run { Soak.sample($0, of: 2, for: story.name) }
        }
        let faults = reports.reduce(0) { $0 + $1.faults }
        let tried = reports.reduce(0) { $0 + $1.tried }
        Soak.report("faults", "\(tried) of \(faults) in \(Story.all.count) applies")
        for problem in reports.flatMap(\.problems) { Issue.record("\(problem)") }
        #expect(tried >= 100 || Soak.part != nil)
        if Soak.isFull { #expect(tried == faults) }
    }

    /// The bulk faults, on the largest stack, in every run of the tests.
    @Test(arguments: [
        FaultMatrix.Fault.busy(percent: 30), .initialising(count: 20), .refused(milliseconds: 300, from: 0),
        .refused(milliseconds: 300, from: 10),
    ])
    func aLargeStackOutlives(fault: FaultMatrix.Fault) async throws {
        let story = try #require(Story.manifests.first { $0.name == "company.yaml" })
        let report = try await FaultMatrix(story: story).run { _ in [fault] }
        #expect(report.problems == [])
    }

    /// The answer to every POST in turn.
    @Test(arguments: Soak.isFull ? Story.all : Story.all.filter { postingStories.contains($0.name) })
    func noLostAnswerOfAPOSTDuplicatesAnything(in story: Story) async throws {
        let report = try await FaultMatrix(story: story).run { faults in
            faults.filter { if case .lostPOST = $0 { true } else { false } }
        }
        #expect(report.tried > 0)
        #expect(report.problems == [])
    }

    /// Between them they have every kind of POST.
    private static let postingStories: Set = [
        "single-database.yaml", "tenants-and-inheritance#1", "group-members#1", "qos#2",
    ]

    @Test func nobodyListeningForAWhileIsWaitedFor() async throws {
        let port = try await SimulatedDSP.with { $0.port ?? 0 }
        let story = Story(name: "late", manifest: Self.manifest)
        let late = SimulatedDSP(simulator: Simulator(configuration: SimulatorConfiguration()), port: port)
        let status = try await story.withCommand(on: late) { command in
            let process = try ToolProcess(command.arguments, environment: command.environment)
            try await Task.sleep(for: .milliseconds(300))
            #expect(!process.hasEnded)
            let serving = Task { try await SimulatorServer(late.simulator).run(port: port) { _ in } }
            let status = await process.end()
            serving.cancel()
            return status
        }
        #expect(status == 0)
    }

    @Test func aPermanent503Is1WithinTheBudgetAndSaysWhatToDo() async throws {
        try await SimulatedDSP.with { array in
            try await array.admin("POST", "/_sim/faults", #"{"kind":"503"}"#)
            let story = Story(name: "busy", manifest: Self.manifest)
            try await story.withCommand(on: array, ["--retry-timeout", "0.5"]) { command in
                let start = ContinuousClock.now
                let run = try await ToolRun(command.arguments, environment: command.environment)
                #expect(run.status == 1)
                #expect(ContinuousClock.now - start < .seconds(3))
                #expect(run.error.contains("the array is not ready") && run.error.contains("--retry-timeout"))
            }
        }
    }

    static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: faults
        volumes: {ledger: {size: 10GiB, replica_count: 2}}

        """
}
