/// One change laid out for 80 columns, for the terminal and for code blocks.
struct EntryText {
    let style: TextStyle
    var indent = 2

    func lines(of entry: PlanDocument.Entry) -> [String] { lines(of: entry, symbol: entry.symbol.rawValue) }

    /// - Parameter symbol: stands before the address.
    func lines(of entry: PlanDocument.Entry, symbol: String) -> [String] {
        let role: TextStyle.Role =
            switch entry.symbol {
            case .create: .create
            case .update: .update
            case .remove: .remove
            }
        let margin = String(repeating: " ", count: indent)
        let location = entry.source.map { style(.dim, "  \($0)") } ?? ""
        let column = LabelColumn(entry.rows.map(\.label))
        return ["\(margin)\(style(role, "\(symbol) \(entry.title)"))\(location)"]
            + (entry.reason.map { "because \($0)".wrapped(indent: indent + 2, hanging: indent + 4) } ?? [])
            .map { style(.dim, $0) }
            + entry.rows.flatMap { lines(of: $0, in: column) }
            + members(of: entry)
            + entry.warnings.flatMap { warning in
                "! \(warning)".wrapped(indent: indent + 2, hanging: indent + 4).map { style(.warning, $0) }
            }
    }

    private func members(of entry: PlanDocument.Entry) -> [String] {
        guard !entry.members.isEmpty else { return [] }
        return "addresses: \(entry.memberText)".wrapped(indent: indent + 2, hanging: indent + 4, limit: .max)
    }

    private func lines(of row: PlanDocument.Row, in labels: LabelColumn) -> [String] {
        let (above, label) = labels.layOut(row.label)
        let column = indent + 4 + labels.width + 2
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
            if column + values[last].count + note.count + 4 <= String.terminalWidth {
                values[last] += style(.dim, "  (\(note))")
            } else {
                values += "(\(note))".wrapped(indent: 0, hanging: 1, width: String.terminalWidth - column)
                    .map { style(.dim, $0) }
            }
        }
        let margin = String(repeating: " ", count: column)
        let labelMargin = String(repeating: " ", count: indent + 4)
        return (above.map { [labelMargin + $0] } ?? []) + ["\(labelMargin)\(label)  \(values[0])"]
            + values.dropFirst().map { margin + $0 }
    }
}
