/// Holds a Markdown page to the files that it names and to the places that its links lead to.
struct DocumentCheck {
    let path: String
    private let lines: [(number: Int, text: Substring)]

    /// - Parameter path: relative to the root.
    init(_ text: String, path: String) {
        self.path = path
        var isCode = false
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                isCode.toggle()
                return nil
            }
            return isCode ? nil : (index + 1, line)
        }
    }

    /// The anchors that GitHub gives the headings.
    var anchors: Set<String> {
        Set(
            lines.filter { $0.text.hasPrefix("#") }.map { line in
                let title = line.text.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
                return title.filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
                    .replacing(" ", with: "-")
            })
    }

    /// Paths and file names between backticks that are not in the checkout.
    func missingPaths(in files: FileList) -> [Violation] {
        lines.flatMap { line in
            line.text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
                .filter { Self.isPath($0, files) && !files.contains($0) }
                .map { Violation(path: path, line: line.number, message: "there is no \($0)") }
        }
    }

    private static func isPath(_ word: String, _ files: FileList) -> Bool {
        guard word.wholeMatch(of: #/[\w.+/-]+/#) != nil else { return false }
        return files.isOurs(word) || [".swift", ".md", ".sh", ".py", ".yaml"].contains { word.hasSuffix($0) }
    }

    /// Links to files that are not there, or to headings that they do not have.
    func deadLinks(in files: FileList, anchors anchorsOf: (String) throws -> Set<String>) rethrows -> [Violation] {
        try lines.flatMap { line in
            try line.text.matches(of: #/\]\(([^)\s]+)\)/#).compactMap { match in
                let target = String(match.output.1)
                guard !target.contains("://") else { return nil }
                let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let page = parts[0].isEmpty ? path : resolve(String(parts[0]))
                guard files.contains(page) else {
                    return Violation(path: path, line: line.number, message: "links to \(page), which is not there")
                }
                guard parts.count == 2, !(try anchorsOf(page).contains(String(parts[1]))) else { return nil }
                return Violation(path: path, line: line.number, message: "\(page) has no heading #\(parts[1])")
            }
        }
    }

    /// A target, as seen from the folder of this page, as a path from the root.
    private func resolve(_ target: String) -> String {
        var parts = path.split(separator: "/").dropLast()
        for part in target.split(separator: "/") {
            if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
