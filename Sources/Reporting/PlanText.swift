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
        var lines = [style(.strong, document.title), ""]
        for entry in document.entries {
            lines += self.lines(of: entry)
            lines.append("")
        }
        for note in document.notes { lines += "note: \(note)".wrapped(indent: 2, hanging: 4) }
        if !document.notes.isEmpty { lines.append("") }
        let problems = ProblemText(style: style)
        for warning in document.warnings { lines += problems.lines(warning: warning) + [""] }
        for block in document.blocks { lines += problems.lines(block: block) + [""] }
        return (lines + document.summary.map { style(.strong, $0) }).joined(separator: "\n") + "\n"
    }

    private func lines(of entry: PlanDocument.Entry) -> [String] {
        let role: TextStyle.Role =
            switch entry.symbol {
            case .create: .create
            case .update: .update
            case .remove: .remove
            }
        let location = entry.source.map { style(.dim, "  \($0)") } ?? ""
        let width = entry.rows.map(\.label.count).max() ?? 0
        return ["  \(style(role, "\(entry.symbol.rawValue) \(entry.address)"))\(location)"]
            + (entry.reason.map { "because \($0)".wrapped(indent: 4, hanging: 6) } ?? []).map { style(.dim, $0) }
            + entry.rows.flatMap { lines(of: $0, width: width) }
            + entry.warnings.flatMap { warning in
                "! \(warning)".wrapped(indent: 4, hanging: 6).map { style(.warning, $0) }
            }
    }

    private func lines(of row: PlanDocument.Row, width: Int) -> [String] {
        let label = row.label + String(repeating: " ", count: max(0, width - row.label.count))
        let indent = 6 + width + 2
        var values: [String]
        switch (row.from, row.to) {
        case (let from?, let to?):
            values = ["\(from.joined(separator: ", ")) → \(to.joined(separator: ", "))"]
        case (nil, let to?): values = to
        case (let from?, nil): values = from.map { style(.remove, "- \($0)") }
        case (nil, nil): values = []
        }
        if values.isEmpty { values = [""] }
        if let note = row.note {
            let last = values.count - 1
            if indent + values[last].count + note.count + 4 <= String.terminalWidth {
                values[last] += style(.dim, "  (\(note))")
            } else {
                values += "(\(note))".wrapped(indent: 0, hanging: 1, width: String.terminalWidth - indent)
                    .map { style(.dim, $0) }
            }
        }
        let margin = String(repeating: " ", count: indent)
        return ["      \(label)  \(values[0])"] + values.dropFirst().map { margin + $0 }
    }
}
