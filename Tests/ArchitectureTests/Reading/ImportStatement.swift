/// One `import`, whatever attributes and access level it bears and over however many lines it is spread.
struct ImportStatement: Hashable, Sendable {
    /// The module; for `import struct A.B.C` it is `A`.
    var module: String
    /// Where the statement starts, with its attributes and its access level.
    var line: Int
    /// The `//` comment on the statement's own lines or right above it; nil where there is none.
    var comment: String?
}

extension SwiftSource {
    private static let accessLevels: Set = ["public", "package", "internal", "fileprivate", "private"]
    private static let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]

    /// Every import of the file, in order.
    var imports: [ImportStatement] {
        tokens.indices.compactMap { keyword in
            guard tokens[keyword].text == "import" else { return nil }
            let start = startOfStatement(before: keyword)
            guard startsStatement(start), let name = moduleName(after: keyword) else { return nil }
            let lines = tokens[start].line...tokens[name].line
            return ImportStatement(
                module: tokens[name].text.filter { $0 != "`" }, line: lines.lowerBound,
                comment: explanation(of: lines))
        }
    }

    /// Steps back over access level and attributes, arguments of attributes included.
    private func startOfStatement(before keyword: Int) -> Int {
        var start = keyword
        while start > 0 {
            if Self.accessLevels.contains(tokens[start - 1].text) {
                start -= 1
            } else if let attribute = startOfAttribute(endingAt: start - 1) {
                start = attribute
            } else {
                break
            }
        }
        return start
    }

    private func startOfAttribute(endingAt end: Int) -> Int? {
        var name = end
        if tokens[end].text == ")" {
            guard let open = tokens[..<end].lastIndex(where: { $0.text == "(" }) else { return nil }
            name = open - 1
        }
        return name >= 1 && tokens[name - 1].text == "@" ? name - 1 : nil
    }

    /// An argument label called `import` stands in the middle of a line, after something else than a semicolon.
    private func startsStatement(_ index: Int) -> Bool {
        index == 0 || tokens[index - 1].line < tokens[index].line || tokens[index - 1].text == ";"
    }

    private func moduleName(after keyword: Int) -> Int? {
        var name = keyword + 1
        if name < tokens.count, Self.kinds.contains(tokens[name].text) { name += 1 }
        guard name < tokens.count, let first = tokens[name].text.first else { return nil }
        return first.isLetter || first == "_" || first == "`" ? name : nil
    }

    private func explanation(of lines: ClosedRange<Int>) -> String? {
        comments.first { comment in
            comment.style == .line && (lines.lowerBound - 1...lines.upperBound).contains(comment.line)
                && comment.text.contains(where: \.isLetter)
        }?.text
    }
}
