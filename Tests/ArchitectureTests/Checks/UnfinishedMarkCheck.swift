extension SourceTree {
    private static let marks: Set<Substring> = ["TODO", "FIXME", "XXX"]

    /// Marks of unfinished work that name no issue: nobody would ever come back to them.
    var unfinishedMarkViolations: [Violation] {
        files.flatMap { file in
            file.source.comments.compactMap { comment in
                let words = comment.text.split { !($0.isLetter || $0.isNumber || $0 == "#") }
                guard let mark = words.first(where: Self.marks.contains), !words.contains(where: isIssue) else {
                    return nil
                }
                return Violation(path: file.path, line: comment.line, message: "has a \(mark) without an issue number")
            }
        }
    }

    /// `#12`.
    private func isIssue(_ word: Substring) -> Bool {
        word.first == "#" && word.count > 1 && word.dropFirst().allSatisfy(\.isNumber)
    }
}
