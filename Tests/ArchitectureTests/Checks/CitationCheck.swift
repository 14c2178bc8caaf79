extension SourceTree {
    /// Files that comments cite and that are not in the checkout: whoever inherits this could not look them up.
    func citationViolations(in files: FileList) -> [Violation] {
        self.files.flatMap { file in
            file.source.comments.flatMap { comment in
                Self.missingCitations(in: comment.text, files)
                    .map { Violation(path: file.path, line: comment.line, message: "cites \($0), which is not there") }
            }
        }
    }

    /// The same for what is not Swift; there a line is looked at as a whole.
    static func citationViolations(inLinesOf file: (path: String, lines: [Substring]), _ files: FileList) -> [Violation]
    {
        file.lines.enumerated().flatMap { index, line in
            missingCitations(in: String(line), files)
                .map { Violation(path: file.path, line: index + 1, message: "cites \($0), which is not there") }
        }
    }

    private static func missingCitations(in text: String, _ files: FileList) -> [String] {
        let words = text.utf8.split { byte in
            !(byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) || "0123456789_.+/$-".utf8.contains(byte))
        }
        return words.compactMap { word in
            guard var name = String(word), let end = name.lastIndex(where: { $0 != "." }) else { return nil }
            name = String(name[...end].drop { $0 == "." || $0 == "/" })
            // `$root/scripts/test.sh`
            if name.hasPrefix("$") { name = String(name.drop { $0 != "/" }.dropFirst()) }
            let isFile = [".md", ".swift", ".sh", ".py"].contains { name.hasSuffix($0) && !name.contains("$") }
            return isFile && !files.contains(name) && !files.contains("docs/" + name) ? name : nil
        }
    }

    /// Sections of docs/dsp-api.md that comments cite and that it does not have.
    func missingSections(_ headings: Set<String>) -> [Violation] {
        files.flatMap { file in
            file.source.comments.filter { $0.text.contains("dsp-api") }.flatMap { comment in
                comment.text.matches(of: #/dsp-api\.md,? (?:section )?(\d+(?:\.\d+)?)/#)
                    .map { String($0.output.1) }.filter { !headings.contains($0) }
                    .map { Violation(path: file.path, line: comment.line, message: "dsp-api.md has no section \($0)") }
            }
        }
    }
}
