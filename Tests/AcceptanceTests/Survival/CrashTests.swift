import TestSupport
import Testing

/// SIGKILL at any request, and the same command again reaches the same state.
@Suite struct CrashTests {
    @Test func aRerunAfterSIGKILLReachesTheStateOfAnUninterruptedRun() async throws {
        let stories = Story.all
        let reports = try await withThrowingTaskGroup(of: CrashMatrix.Report.self) { group in
            var waiting = stories.makeIterator()
            func startNext() {
                guard let story = waiting.next() else { return }
                group.addTask {
                    try await CrashMatrix(story: story).run { Soak.sample($0, of: 5, for: story.name) }
                }
            }
            // Two at a time: each is a process and a simulator that wait for each other.
            for _ in 1...2 { startNext() }
            var reports: [CrashMatrix.Report] = []
            for try await report in group {
                reports.append(report)
                startNext()
            }
            return reports
        }
        let requests = reports.reduce(0) { $0 + $1.requests }
        let points = reports.reduce(0) { $0 + $1.points }
        let tried = reports.reduce(0) { $0 + $1.tried }
        Soak.report("crash points", "\(tried) of \(points) in \(stories.count) applies with \(requests) requests")
        for problem in reports.flatMap(\.problems) { Issue.record("\(problem)") }
        #expect(points == 2 * requests)
        #expect(tried >= 200)
        if Soak.isFull { #expect(tried == points) }
    }
}
