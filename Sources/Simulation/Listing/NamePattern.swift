/// The regular expression of a `match()` filter: anchored at the start, case-sensitive.
///
/// The forms that clients send - text with `.*` around or between - are matched by hand, since thousands of names are
/// tried per list and run-time regular expressions are slow; anything else goes to `Regex`.
struct NamePattern {
    private enum Form {
        /// Literal pieces with `.*` between them; the last one may be followed by anything, as the end is not anchored.
        case pieces([String])
        case expression(Regex<AnyRegexOutput>)
    }

    private let form: Form

    /// nil when the text is not a regular expression, or too long for a request that should take no time.
    init?(_ source: String) {
        guard source.utf8.count <= 256 else { return nil }
        let pieces = source.split(separator: ".*", omittingEmptySubsequences: false).map { String($0) }
        if pieces.allSatisfy({ $0.unicodeScalars.allSatisfy { $0.isLetter || $0.isDigit || $0 == "-" || $0 == "_" } }) {
            form = .pieces(pieces)
        } else if let expression = try? Regex(source) {
            form = .expression(expression)
        } else {
            return nil
        }
    }

    func matches(_ text: String) -> Bool {
        switch form {
        case .pieces(let pieces):
            guard let first = pieces.first, text.hasPrefix(first) else { return false }
            var rest = text.utf8.dropFirst(first.utf8.count)
            for piece in pieces.dropFirst() where !piece.isEmpty {
                guard let found = rest.firstRange(of: Array(piece.utf8)) else { return false }
                rest = rest[found.upperBound...]
            }
            return true
        case .expression(let expression):
            return (try? expression.prefixMatch(in: text)) != nil
        }
    }
}
