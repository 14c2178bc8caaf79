import StorageModel

/// A listing for the terminal: no line is longer than the terminal is wide.
package struct ListingText: Sendable {
    private let style: TextStyle
    /// Columns of the terminal; nil is unlimited.
    private let width: Int?

    /// Narrower than this, an elastic column is of no use.
    private static let narrowest = 12
    private static let gap = 2

    package init(style: TextStyle = .plain, width: Int?) {
        self.style = style
        self.width = width
    }

    package func render(_ listing: Listing) -> String {
        guard !listing.rows.isEmpty else { return listing.whenEmpty + "\n" }
        var shown = listing.columns.indices.filter { listing.columns[$0].header != nil }
        var widths = listing.columns.indices.map { index in
            max(listing.columns[index].header?.count ?? 0, listing.rows.map { $0[index].text.count }.max() ?? 0)
        }
        fit(&shown, &widths, listing.columns)
        let header = shown.map { listing.columns[$0].header ?? "" }
        let lines = [line(header, shown, widths, listing.columns) { style(.strong, $0) }]
        let rows = listing.rows.map { cells in
            let isAlert = shown.contains { index in
                if case .alert = cells[index] { true } else { false }
            }
            return line(shown.map { cells[$0].text }, shown, widths, listing.columns) {
                isAlert ? style(.warning, $0) : $0
            }
        }
        return (lines + rows + [listing.totals]).map { $0 + "\n" }.joined()
    }

    /// Leaves out columns, then cuts the longest of the elastic ones, until a line fits.
    private func fit(_ shown: inout [Int], _ widths: inout [Int], _ columns: [Listing.Column]) {
        guard let width else { return }
        func excess() -> Int { shown.map { widths[$0] + Self.gap }.reduce(-Self.gap, +) - width }
        while excess() > 0 {
            let droppable = shown.filter { columns[$0].dropRank != nil }
            guard let last = droppable.max(by: { (columns[$0].dropRank ?? 0) < (columns[$1].dropRank ?? 0) }) else {
                break
            }
            shown.removeAll { $0 == last }
        }
        while excess() > 0 {
            let elastic = shown.filter { columns[$0].isElastic && widths[$0] > Self.narrowest }
            guard let longest = elastic.max(by: { widths[$0] < widths[$1] }) else { return }
            let others = elastic.filter { $0 != longest }.map { widths[$0] }.max() ?? Self.narrowest
            let cut = max(1, min(excess(), widths[longest] - others))
            widths[longest] -= min(cut, widths[longest] - Self.narrowest)
        }
    }

    private func line(
        _ cells: [String], _ shown: [Int], _ widths: [Int], _ columns: [Listing.Column],
        _ coloured: (String) -> String
    ) -> String {
        let text = zip(shown, cells).map { index, cell in
            let cut = Self.cut(cell, to: widths[index])
            let blanks = String(repeating: " ", count: widths[index] - cut.count)
            return columns[index].isNumeric ? blanks + cut : cut + blanks
        }.joined(separator: String(repeating: " ", count: Self.gap))
        return coloured(String(text.reversed().drop { $0 == " " }.reversed()))
    }

    /// What tells names apart is often at both ends.
    private static func cut(_ text: String, to width: Int) -> String {
        guard text.count > width else { return text }
        let tail = (width - 1) / 3
        return "\(text.prefix(width - 1 - tail))…\(text.suffix(tail))"
    }
}
