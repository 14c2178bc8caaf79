import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

/// What a journal says of the runs that wrote it.
@Suite struct JournalHistoryTests {
    private static func start(_ stack: String, steps: Int, pid: Int) -> RunEvent {
        .applyStart(
            RunStart(
                stack: stack, verb: "apply", steps: steps, pid: pid, user: "ops", host: "vm", login: "admin",
                array: "https://array:7718", clusterUuid: "c0ffee",
                digest: "sha256:\(String(repeating: "ab", count: 32))",
                commit: "0123456789abcdef0123456789abcdef01234567", version: "0.1.0"))
    }

    private static func line(_ event: RunEvent, _ run: String, _ second: Int) -> String {
        EventJSON.line(event, of: run, at: "2026-11-28T12:08:0\(second).000Z")
    }

    private static func step(_ run: String, _ type: String, _ second: Int) -> String {
        #"{"address":"volume/a","id":"volume/a:create","run":"\#(run)","time":"2026-11-28T12:08:0\#(second).000Z","#
            + "\"type\":\"\(type)\"}\n"
    }

    /// The second run waits while the first one works, is refused, and does not count the steps of the first.
    private static let journal =
        line(start("night", steps: 3, pid: 10), "aa", 0) + step("aa", "step_start", 1)
        + line(start("night", steps: 3, pid: 11), "bb", 1)
        + step("aa", "step_complete", 2) + "{\"half a li\n"
        + line(.summary(exitCode: 6, nil), "bb", 3) + step("aa", "step_failed", 4) + step("aa", "step_start", 5)

    @Test func eachEventIsCountedForItsRun() throws {
        let runs = JournalHistory.runs(in: Self.journal)
        #expect(runs.map(\.start.pid) == [10, 11] && runs.map(\.done) == [1, 0] && runs.map(\.failed) == [1, 0])
        #expect(runs.map(\.exitCode) == [nil, 6])
        #expect(runs[0].lastTime == "2026-11-28T12:08:05.000Z")
        let start = runs[0].start
        #expect(start.user == "ops" && start.host == "vm" && start.login == "admin" && start.clusterUuid == "c0ffee")
        #expect(start.verb == "apply" && start.version == "0.1.0" && start.array == "https://array:7718")
    }

    @Test func theHistoryShowsTheNewestFirst() throws {
        let text = ListingText(width: 80).render(RunHistory.listing(of: JournalHistory.runs(in: Self.journal)))
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines[1].contains("exit code 6") && lines[2].contains("did not end"), "\(text)")
        #expect(lines[2].contains("2026-11-28 12:08:00 UTC") && lines[2].contains("1/3"), "\(text)")
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(RunHistory.listing(of: []).csv.hasPrefix("time,verb,user,host,steps,result,commit,digest,stack,"))
    }

    @Test func aRunThatWasCutOffIsSaidInOneSentence() {
        let run = InterruptedRun(
            stack: "night", holder: LeaseHolder(host: "vm", realm: "00000000", pid: 9348),
            time: "2026-11-28T12:08:05.000Z", steps: InterruptedRun.Steps(done: 146, total: 302), verb: "apply",
            remedy: "datera-apply apply -f big.yaml")
        #expect(
            InterruptionText.text(run)
                == "An `apply` of stack night was cut off at 2026-11-28 12:08:05 UTC (process 9348 on vm): 146 of 302 "
                + "steps done. To finish it: datera-apply apply -f big.yaml")
    }
}
