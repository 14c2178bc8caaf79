package import Planning
import StorageModel

/// A run that was cut off, in words.
package enum InterruptionText {
    /// What happened, how far it came, and what to do.
    package static func text(_ run: InterruptedRun) -> String {
        let verb = run.verb ?? "apply"
        let article = "aeiou".contains(verb.prefix(1)) ? "An" : "A"
        let time = run.time.map { " at \(shown(time: $0))" } ?? run.leaseExpiry.map { " before \($0)" } ?? ""
        let steps = run.steps.map { ": \($0.done) of \($0.total) steps done" } ?? ""
        return "\(article) `\(verb)` of stack \(run.stack) was cut off\(time) (\(run.holder))".shown()
            + "\(steps). To finish it: \((run.remedy ?? "run the same command again").shown())"
    }

    /// `2026-11-21 04:22:04 UTC` of a journal's `2026-11-21T04:22:04.123Z`.
    static func shown(time: String) -> String {
        UTCSecond(iso8601: "\(time.prefix(19))Z").map(\.description) ?? time.shown()
    }
}

/// The same as data.
struct InterruptionRecord: Encodable {
    var holder: String
    var verb: String?
    var time: String?
    var steps: Int?
    var done: Int?
    var remedy: String?

    init(_ run: InterruptedRun) {
        (holder, verb, time) = (run.holder.description, run.verb, run.time)
        (steps, done, remedy) = (run.steps?.total, run.steps?.done, run.remedy)
    }
}
