import StorageModel

/// The recorded runs of a stack as a table: who did what, when, and how it ended.
package enum RunHistory {
    /// - Parameter runs: oldest first; shown newest first.
    package static func listing(of runs: [RecordedRun]) -> Listing {
        let rows = runs.reversed().map { run in
            let start = run.start
            let result: Listing.Cell =
                switch run.exitCode {
                case 0?: .text("succeeded")
                case let code?: .alert("exit code \(code)")
                case nil: .alert("did not end")
                }
            return [
                .text(InterruptionText.shown(time: start.time)), .text(start.verb ?? "apply"), cell(start.user),
                cell(start.host), .text("\(run.done)/\(start.steps)"), result,
                cell(start.commit.map { String($0.prefix(10)) }),
                cell(start.digest.map { digest in String(digest.suffix(64).prefix(12)) }),
                cell(start.stack), cell(start.array), cell(start.clusterUuid), cell(start.login), cell(start.version),
                .number(start.pid),
            ]
        }
        return Listing(
            [
                .text("time", "TIME"), .text("verb", "VERB"),
                elastic("user", "USER", drop: 3), elastic("host", "HOST", drop: 4), .text("steps", "STEPS"),
                .text("result", "RESULT"), .text("commit", "COMMIT", drop: 2), .text("digest", "DIGEST", drop: 1),
                .hidden("stack"), .hidden("array"), .hidden("cluster_uuid"), .hidden("login"), .hidden("version"),
                .hidden("pid"),
            ], rows, totals: Listing.count(rows.count, "run") + ".", whenEmpty: "No run is recorded.")
    }

    private static func cell(_ text: String?) -> Listing.Cell { text.map(Listing.Cell.text) ?? .none }

    private static func elastic(_ key: String, _ header: String, drop: Int) -> Listing.Column {
        Listing.Column(key: key, header: header, dropRank: drop, isElastic: true)
    }
}

/// One recorded run as data.
struct RunRecord: Encodable {
    var time: String
    var verb: String?
    var user: String?
    var host: String?
    var steps: Int
    var done: Int
    var failed: Int
    var exitCode: Int?
    var digest: String?
    var commit: String?

    init(_ run: RecordedRun) {
        (time, verb, user, host) = (run.start.time, run.start.verb, run.start.user, run.start.host)
        (steps, done, failed, exitCode) = (run.start.steps, run.done, run.failed, run.exitCode)
        (digest, commit) = (run.start.digest, run.start.commit)
    }
}
