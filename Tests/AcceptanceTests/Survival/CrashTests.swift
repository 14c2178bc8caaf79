import TestSupport
import Testing

/// SIGKILL at any request, and the same command again reaches the same state, in which everything is planned as in it.
@Suite struct CrashTests {
    @Test func aRerunAfterSIGKILLReachesTheStateOfAnUninterruptedRun() async throws {
        // Most of the time goes into what a story needs before its first point.
        let stories = Soak.sample(Story.all, of: 24, for: "stories that are killed") + Story.images
        // Three at a time on two cores: each is a process and a simulator that wait for each other.
        let reports = try await stories.concurrently(3) { story in
            try await CrashMatrix(story: story).run { Soak.sample($0, of: 2, for: story.name) }
        }
        let requests = reports.reduce(0) { $0 + $1.requests }
        let points = reports.reduce(0) { $0 + $1.points }
        let killed = reports.reduce(0) { $0 + $1.killed }
        Soak.report("crash points", "\(killed) of \(points) in \(stories.count) applies with \(requests) requests")
        let planned = reports.reduce(0) { $0 + $1.planned }
        Soak.report("plans after a crash, a rerun and a change by hand", "\(planned) of \(killed)")
        for problem in reports.flatMap(\.problems) { Issue.record("\(problem)") }
        #expect(points == 2 * requests)
        #expect(killed >= stories.count || Soak.part != nil)
        #expect(planned >= killed * 9 / 10 || Soak.part != nil)
        if Soak.isFull { #expect(killed == 2 * requests) }
    }
}
