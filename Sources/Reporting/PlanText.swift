package import Planning

/// A plan for the terminal, made for 80 columns.
package struct PlanText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    package func render(_ plan: Plan) -> String {
        let document = PlanDocument(plan)
        var lines = [style(.strong, document.title), ""]
        for entry in document.entries {
            lines += self.lines(of: entry)
            lines.append("")
        }
        for note in document.notes { lines.append("  note: \(note)") }
        if !document.notes.isEmpty { lines.append("") }
        for block in document.blocks {
            let subject = block.address.map { "\($0): " } ?? ""
            lines.append("  \(style(.error, "blocked [\(block.code.rawValue)]")) \(subject)\(block.message)")
            if let location = block.location { lines.append("    at \(location)") }
            lines += ["    \(block.wayOut)", ""]
        }
        return (lines + document.summary.map { style(.strong, $0) }).joined(separator: "\n") + "\n"
    }

    private func lines(of entry: PlanDocument.Entry) -> [String] {
        let role: TextStyle.Role = entry.symbol == .create ? .create : .update
        let location = entry.location.map { style(.dim, "  \($0)") } ?? ""
        let width = entry.rows.map(\.label.count).max() ?? 0
        return ["  \(style(role, "\(entry.symbol.rawValue) \(entry.address)"))\(location)"]
            + entry.rows.flatMap { lines(of: $0, width: width) }
            + entry.warnings.map { "    \(style(.warning, "! \($0)"))" }
    }

    private func lines(of row: PlanDocument.Row, width: Int) -> [String] {
        let label = row.label + String(repeating: " ", count: max(0, width - row.label.count))
        let indent = String(repeating: " ", count: 6 + width + 2)
        let note = row.note.map { style(.dim, "  (\($0))") } ?? ""
        var values: [String]
        switch (row.from, row.to) {
        case (let from?, let to?):
            values = ["\(from.joined(separator: ", ")) → \(to.joined(separator: ", "))"]
        case (nil, let to?): values = to
        case (let from?, nil): values = from.map { style(.remove, "- \($0)") }
        case (nil, nil): values = []
        }
        if values.isEmpty { values = [""] }
        values[0] = "      \(label)  \(values[0])"
        values[values.count - 1] += note
        return [values[0]] + values.dropFirst().map { indent + $0 }
    }
}
