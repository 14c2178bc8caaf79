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
        let document = PlanDocument(plan, coversStack: coversStack, isFolded: style.isFolded)
        let entries = EntryText(style: style)
        var lines = [style(.strong, document.title), ""]
        for entry in document.entries { lines += entries.lines(of: entry) + [""] }
        for note in document.notes { lines += "note: \(note)".wrapped(indent: 2, hanging: 4) }
        if !document.notes.isEmpty { lines.append("") }
        let problems = ProblemText(style: style)
        for warning in document.warnings { lines += problems.lines(warning: warning) + [""] }
        for block in document.blocks { lines += problems.lines(block: block) + [""] }
        let storage = document.storage.lines()
        if !storage.isEmpty { lines += storage + [""] }
        for line in document.summary {
            let role: TextStyle.Role =
                switch line.role {
                case .plain: .strong
                case .risk: .error
                }
            // Between blanks alone, so a digest stays whole.
            lines += line.text.wrapped(indent: 0, hanging: 2).map { style(role, $0) }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
