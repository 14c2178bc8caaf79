import Diagnostics
import StorageModel

/// Finds lines that must not be shown because a secret may be written on them.
///
/// Readers of `chap` blocks conceal what they find. But a text that is not YAML, or a password in the wrong place,
/// reaches no such reader. So a line that merely speaks of a password, and does not refer to one, is suspect as well.
struct Redaction {
    private let linesOfFile: [String: [ArraySlice<UInt8>]]

    init(_ sources: [ManifestSource]) {
        let lines = sources.map {
            ($0.name, $0.text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false))
        }
        linesOfFile = Dictionary(lines, uniquingKeysWith: +)
    }

    func isSuspect(_ location: SourceLocation) -> Bool {
        guard let lines = linesOfFile[location.file], lines.indices.contains(location.line - 1) else { return false }
        let text = String(decoding: lines[location.line - 1], as: UTF8.self).lowercased()
        func count(_ words: [String]) -> Int { words.reduce(0) { $0 + text.ranges(of: $1).count } }
        return count(["pass", "pswd", "pwd", "secret"]) > count(["env:", "file:"]) || ImageURL.mayBePrivate(in: text)
    }
}
