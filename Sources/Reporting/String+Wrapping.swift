import StorageModel

extension String {
    /// The narrowest terminal that output is made for, in columns.
    static let terminalWidth = 80

    /// Breaks the text between words. A word that is wider than the line, a long IQN say, stays whole, and so does what
    /// stands between backticks: it is there to be copied.
    ///
    /// - Parameters:
    ///   - indent: columns before the first line.
    ///   - hanging: columns before the others.
    ///   - limit: in characters; what is longer is cut with a note.
    func wrapped(indent: Int, hanging: Int, width: Int = terminalWidth, limit: Int = 4000) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var isEmpty = true
        for word in words(limit) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: hanging)
                isEmpty = true
            }
            line += isEmpty ? String(word) : " \(word)"
            isEmpty = false
        }
        return lines + [line]
    }

    private func words(_ limit: Int) -> [String] {
        var words: [String] = []
        var isQuoted = false
        for part in shown(limit: limit).split(separator: " ") {
            if isQuoted { words[words.count - 1] += " \(part)" } else { words.append(String(part)) }
            if part.count(where: { $0 == "`" }) % 2 == 1 { isQuoted.toggle() }
        }
        return words
    }
}
