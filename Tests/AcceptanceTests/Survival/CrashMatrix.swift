import Glibc
import TestSupport

/// Kills one apply of a story at every request that it sends, before the array has carried the request out and after,
/// and lets the same command run again.
///
/// Then somebody deletes or changes one object by hand, and the manifest must plan what it plans after a run that nobody
/// has disturbed.
///
/// The killing comes from outside: the simulator holds the request, and then the process gets SIGKILL. Nothing in the
/// program knows of it.
struct CrashMatrix: Sendable {
    struct Point: Sendable, CustomStringConvertible {
        /// From 0 on, among all requests of the run, logins included.
        var request: Int
        var isAnswered: Bool
        var description: String { "request \(request + 1) \(isAnswered ? "answered" : "received")" }
    }

    struct Report: Sendable {
        var requests = 0
        /// All there are.
        var points = 0
        /// Those at which the array held a request and the process died of SIGKILL.
        var killed = 0
        /// Those after which the manifest was planned once more.
        var planned = 0
        var problems: [String] = []
    }

    let story: Story

    /// - Parameter choose: which of all points are tried.
    func run(_ choose: @Sendable @escaping ([Point]) -> [Point]) async throws -> Report {
        try await story.withArray { array in
            try await story.prepare(array)
            let start = try await array.stateText()
            try await array.forgetRequests()
            return try await story.withCommand(on: array) { command in
                var report = Report()
                let whole = try await ToolRun(command.arguments, environment: command.environment)
                guard whole.status == 0 else {
                    report.problems.append(
                        "\(story.name): uninterrupted: \(whole.status)\n\(whole.output)\(whole.error)")
                    return report
                }
                report.requests = try await array.admin("GET", "/_sim/requests").elements.count
                let end = try await array.settledState()
                let later = try await LaterPlans(story, on: array, after: try await array.stateText())
                let points = (0..<report.requests).flatMap { request in
                    [false, true].map { Point(request: request, isAnswered: $0) }
                }
                report.points = points.count
                for (number, point) in choose(points).enumerated() {
                    try await array.restore(start)
                    let (wasKilled, problems) = try await outcome(at: point, on: array, command, end)
                    report.killed += wasKilled ? 1 : 0
                    report.problems += problems
                    guard wasKilled, problems.isEmpty, later.count > 0 else { continue }
                    report.planned += 1
                    report.problems += try await later.problems(on: array, number: number).map {
                        "\(story.name), \(point): \($0)"
                    }
                }
                return report
            }
        }
    }

    private func outcome(
        at point: Point, on array: SimulatedDSP, _ command: Story.Command, _ end: JSONTree
    ) async throws -> (wasKilled: Bool, problems: [String]) {
        let place = "\(story.name), \(point)"
        let at = point.isAnswered ? "answered" : "received"
        try await array.admin(
            "POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":\#(point.request),"at":"\#(at)"}"#)
        let process = try ToolProcess(command.arguments, environment: command.environment)
        let wasHeld = try await array.waitUntilHeld { process.hasEnded }
        process.send(SIGKILL)
        let status = await process.end()
        guard wasHeld, status == 128 + SIGKILL else {
            return (false, ["\(place): not killed there; status \(status)\n\(process.output)\(process.error)"])
        }
        // A request that was only received dies with its connection.
        try await array.admin("DELETE", point.isAnswered ? "/_sim/held" : "/_sim/held?drop")
        let rerun = try await ToolRun(command.arguments, environment: command.environment)
        guard rerun.status == 0 else {
            return (true, ["\(place): rerun \(rerun.status)\n\(rerun.output)\(rerun.error)"])
        }
        let problems = try await array.remains(comparedTo: end) + story.wrongBytes(on: array)
        return (true, problems.map { "\(place): \($0)" })
    }
}
