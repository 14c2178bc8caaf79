package import Planning

/// A plan for the terminal, made for 80 columns.
package struct PlanText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    package func render(_ plan: Plan) -> String {
        render(PlanRecord(plan), coversStack: plan.coversStack)
    }

    /// - Parameter coversStack: whether it is for the stack as a whole, and not for what a verb names.
    package func render(_ plan: PlanRecord, coversStack: Bool = true) -> String {
        let document = PlanDocument(plan, coversStack: coversStack)
        let entries = EntryText(style: style)
        var lines = [style(.strong, document.title), ""]
        for entry in document.entries { lines += entries.lines(of: entry) + [""] }
        for note in document.notes { lines += "note: \(note)".wrapped(indent: 2, hanging: 4) }
        if !document.notes.isEmpty { lines.append("") }
        let problems = ProblemText(style: style)
        for warning in document.warnings { lines += problems.lines(warning: warning) + [""] }
        for block in document.blocks { lines += problems.lines(block: block) + [""] }
        return (lines + document.summary.map { style(.strong, $0) }).joined(separator: "\n") + "\n"
    }
}
