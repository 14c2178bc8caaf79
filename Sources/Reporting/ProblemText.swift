import Planning
import StorageModel

/// What stands in the way and what is to be minded, as plans and drift reports show it.
struct ProblemText {
    let style: TextStyle

    func lines(of block: Block) -> [String] { lines(block: ProblemRecord(block)) }

    func lines(of warning: PlanWarning) -> [String] { lines(warning: ProblemRecord(warning)) }

    func lines(block: ProblemRecord) -> [String] { lines(of: block, word: "blocked", .error) }

    func lines(warning: ProblemRecord) -> [String] { lines(of: warning, word: "warning", .warning) }

    private func lines(of problem: ProblemRecord, word: String, _ role: TextStyle.Role) -> [String] {
        let subject = problem.address.map { "\($0): " } ?? ""
        var lines = "\(word) [\(problem.code)] \(subject)\(problem.message)".wrapped(indent: 2, hanging: 4)
            .map { style(role, $0) }
        if let source = problem.source { lines.append("    at \(source.shown())") }
        return lines + problem.hint.wrapped(indent: 4, hanging: 4)
    }
}
