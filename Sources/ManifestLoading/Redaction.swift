import Diagnostics

/// Decides which lines must not be shown with a diagnostic, because a secret may be written on them.
///
/// Readers of `chap` blocks conceal what they find. But a text that is no YAML, or a password in the wrong place, reaches
/// no such reader, so lines that merely speak of a password without a reference are concealed as well.
struct Redaction {
    private let findings: Findings
    private let linesOfFile: [String: [ArraySlice<UInt8>]]

    init(_ sources: [ManifestSource], findings: Findings) {
        self.findings = findings
        let read = findings.diagnostics.isEmpty ? [] : sources
        let lines = read.map { ($0.name, $0.text.split(separator: 0x0A, omittingEmptySubsequences: false)) }
        linesOfFile = Dictionary(lines, uniquingKeysWith: +)
    }

    func applied(to diagnostic: Diagnostic) -> Diagnostic {
        guard let location = diagnostic.location else { return diagnostic }
        var diagnostic = diagnostic
        diagnostic.redactsSourceLine = findings.isConcealed(location) || speaksOfSecret(location)
        return diagnostic
    }

    private func speaksOfSecret(_ location: SourceLocation) -> Bool {
        guard let lines = linesOfFile[location.file], lines.indices.contains(location.line - 1) else { return false }
        let text = String(decoding: lines[location.line - 1], as: UTF8.self).lowercased()
        func count(_ words: [String]) -> Int { words.reduce(0) { $0 + text.ranges(of: $1).count } }
        return count(["pass", "pswd", "pwd", "secret"]) > count(["env:", "file:"])
    }
}
