extension String {
    /// The text between backticks as messages show it: on one line, and cut where it would be longer than one.
    var quoted: String {
        let limit = 60
        let shown = prefix(limit).map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined()
        return count > limit ? "`\(shown)…`" : "`\(shown)`"
    }
}
