import Glibc
import Locking
import Simulation
import TestSupport
import Testing

/// A flaky array, a slow one, one that starts: the run succeeds, and nothing shows that there was trouble.
@Suite struct FaultTests {
    @Test func anApplyOutlivesEveryFault() async throws {
        let kinds = Locked<Set<String>>([])
        let chosen = Set(Soak.sample(Story.all.map(\.name), of: Story.all.count / 8, for: "stories"))
        let stories = Story.all.filter { chosen.contains($0.name) || $0.name == Self.thorough } + Story.images
        let reports = try await stories.concurrently(3) { story in
            try await FaultMatrix(story: story).run { faults, posts in
                let isNew = posts.map { kind in kinds.withLock { $0.insert(kind).inserted } }
                return Self.sample(faults, of: story) { isNew[$0] }
            }
        }
        #expect(kinds.withLock { $0.count } >= 6 || Soak.part != nil, "too few kinds of POST")
        let faults = reports.reduce(0) { $0 + $1.faults }
        let tried = reports.reduce(0) { $0 + $1.tried }
        Soak.report("faults", "\(tried) of \(faults) in \(stories.count) applies")
        for problem in reports.flatMap(\.problems) { Issue.record("\(problem)") }
        #expect(tried >= 20 || Soak.part != nil)
        if Soak.isFull { #expect(tried == faults) }
    }

    /// The bulk faults, on the largest stack, in every run of the tests.
    @Test(arguments: [
        FaultMatrix.Fault.busy(percent: 30), .initialising(count: 20), .cut(milliseconds: 300, from: 0),
        .cut(milliseconds: 300, from: 10),
    ])
    func aLargeStackOutlives(fault: FaultMatrix.Fault) async throws {
        let story = try #require(Story.manifests.first { $0.name == "company.yaml" })
        let report = try await FaultMatrix(story: story).run { _, _ in [fault] }
        #expect(report.problems == [])
    }

    private static let thorough = "single-database.yaml"

    /// Of a story one fault and one POST, before and after the commit; of one story, and of each kind of POST where it is
    /// met first, all POSTs.
    private static func sample(
        _ faults: [FaultMatrix.Fault], of story: Story, isNew: (Int) -> Bool
    ) -> [FaultMatrix.Fault] {
        let posts = Set(faults.compactMap { if case .lostPOST(let number, _) = $0 { number } else { nil } })
        let chosen = Set(Soak.sample(posts.sorted(), of: 1, for: "POST \(story.name)"))
        let others = faults.filter { if case .lostPOST = $0 { false } else { true } }
        return Soak.sample(others, of: 1, for: story.name)
            + faults.filter {
                guard case .lostPOST(let number, _) = $0 else { return false }
                return story.name == thorough || isNew(number) || chosen.contains(number)
            }
    }

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
            try await story.withCommand(on: array, ["--retry-timeout", "0.5", "--retry-interval", "0.1"]) { command in
                let run = try await ToolRun(command.arguments, environment: command.environment)
                #expect(run.status == 1)
                // Counted, not timed: a slow machine asks less often.
                #expect(try await array.admin("GET", "/_sim/requests").elements.count < 12)
                #expect(run.error.contains("the array is not ready") && run.error.contains("--retry-timeout"))
            }
        }
    }

    /// In the middle of a large stack: eighty steps must not wait for the array one after the other.
    @Test func anArrayThatGoesAwayInTheMiddleEndsTheRunWithinOneBudget() async throws {
        let company = try #require(Story.manifests.first { $0.name == "company.yaml" })
        for fault in [#"{"kind":"503","after":60}"#, #"{"kind":"refuse","after":60}"#] {
            try await SimulatedDSP.with { array in
                try await array.admin("POST", "/_sim/faults", fault)
                try await company.withCommand(on: array, ["--retry-timeout", "1", "--retry-interval", "0.1"]) {
                    command in
                    let run = try await ToolRun(command.arguments, environment: command.environment)
                    #expect(run.status == 3, "\(fault)\n\(run.output)\(run.error)")
                    // Eight at a time, each waiting for itself, would ask several times as often.
                    #expect(try await array.requests().count < 300)
                    #expect(run.output.contains("Not finished"), "\(run.output)")
                    // One line says what is waited for, not one a request.
                    #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
                    try await array.admin("DELETE", "/_sim/faults")
                    let rerun = try await ToolRun(command.arguments, environment: command.environment)
                    #expect(rerun.status == 0, "\(rerun.output)\(rerun.error)")
                }
                #expect(try await array.leases().isEmpty)
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
