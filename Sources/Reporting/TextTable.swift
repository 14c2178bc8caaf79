import StorageModel

/// Rows in columns as wide as their widest cell.
struct TextTable {
    let style: TextStyle
    let header: [String]

    func render(_ rows: [[String]]) -> String {
        let table = [header] + rows.map { $0.map { $0.shown(limit: 200) } }
        let widths = header.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        return table.enumerated().map { index, cells in
            let line = zip(cells, widths)
                .map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
            let trimmed = String(line.reversed().drop { $0 == " " }.reversed())
            return (index == 0 ? style(.strong, trimmed) : trimmed) + "\n"
        }.joined()
    }
}
