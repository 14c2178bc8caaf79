import TestSupport
import Testing

/// The array's management process dies and is started again: nobody listens for a while, and what it was carrying out
/// ends with it.
@Suite struct RestartTests {
    private static let company = Story.manifests.first { $0.name == "company.yaml" }

    /// Requests of the large stack: its first one, some before the lease and under it, and in the middle of the writes.
    private static let points: [CrashMatrix.Point] = [0, 8, 12, 30, 70, 110].flatMap { request in
        [false, true].map { CrashMatrix.Point(request: request, isAnswered: $0) }
    }

    @Test func connectionsThatAreRefusedForAWhileAreTriedAgain() async throws {
        let story = try #require(Self.company)
        let end = try await Self.end(of: story, point: nil)
        let points = Soak.sample(Self.points, of: 4, for: "restarts")
        let problems = try await points.concurrently(2) { point in
            let state = try await Self.end(of: story, point: point)
            return (state.leftovers + state.settled.differences(from: end.settled)).map { "\(point): \($0)" }
        }
        for problem in problems.flatMap({ $0 }) { Issue.record("\(problem)") }
        Soak.report("restarts of the array", "\(points.count) of \(Self.points.count)")
    }

    /// The state after one apply, in the midst of which the array is killed and, after a while, started again.
    private static func end(of story: Story, point: CrashMatrix.Point?) async throws -> JSONTree {
        let array = SimulatorProcess()
        let fault = point.map {
            #"{"kind":"hold","count":1,"after":\#($0.request),"at":"\#($0.isAnswered ? "answered" : "received")"}"#
        }
        try await array.start(fault: fault)
        let end = try await story.withCommand(in: array.environment) { command in
            let process = try ToolProcess(command.arguments, environment: command.environment)
            if let point {
                while try await array.get("/_sim/held").elements.isEmpty, !process.hasEnded {
                    try await Task.sleep(for: .milliseconds(2))
                }
                await array.kill()
                #expect(await array.refusesConnections())
                try await Task.sleep(for: .milliseconds(200))
                #expect(!process.hasEnded, "\(point)")
                try await array.start()
            }
            #expect(await process.end() == 0, "\(point.map { "\($0)" } ?? "")\n\(process.output)\(process.error)")
            return try await array.get("/_sim/state")
        }
        await array.kill()
        return end
    }
}
