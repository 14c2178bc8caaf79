package import Diagnostics
import StorageModel

/// Diagnostics for the terminal: place, message, the source line with a caret, and the hint.
///
/// ```
/// stack.yaml:12:5: error: unknown key `sizee`
///    12 |     sizee: 20GiB
///       |     ^
///   hint: did you mean `size`?
/// ```
package struct DiagnosticText: Sendable {
    private var style: TextStyle
    private let sources: [String: [Substring]]

    /// - Parameter sources: the text of each file by the name its locations use.
    package init(style: TextStyle = .plain, sources: [String: String] = [:]) {
        self.style = style
        self.sources = sources.mapValues { $0.split(omittingEmptySubsequences: false) { $0.isNewline } }
    }

    package func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.flatMap(lines).map { $0 + "\n" }.joined()
    }

    /// The same without colour.
    var plain: DiagnosticText {
        var text = self
        text.style = .plain
        return text
    }

    private func lines(of diagnostic: Diagnostic) -> [String] {
        let role: TextStyle.Role = diagnostic.severity == .error ? .error : .warning
        let place = diagnostic.location.map { "\($0): ".shown() } ?? ""
        var lines = ["\(place)\(style(role, "\(diagnostic.severity.rawValue):")) \(shown(diagnostic.message))"]
        if let location = diagnostic.location, !diagnostic.redactsSourceLine { lines += excerpt(at: location) }
        if let hint = diagnostic.hint { lines.append("  hint: \(shown(hint))") }
        return lines
    }

    /// It may contain text from a manifest or from the array.
    private func shown(_ text: String) -> String { text.shown(limit: .max, keepsLineBreaks: true) }

    private func excerpt(at location: SourceLocation) -> [String] {
        guard let text = sources[location.file], text.indices.contains(location.line - 1),
            !ImageURL.mayBePrivate(in: text[location.line - 1])
        else { return [] }
        let number = "\(location.line)"
        let gutter = String(repeating: " ", count: max(0, 5 - number.count))
        let line = Self.harmless(text[location.line - 1])
        // A minified JSON manifest has one endless line; only the part around the caret is worth showing.
        let start = max(0, location.column - 60)
        let shown = line.dropFirst(start).prefix(100)
        let caret = String(repeating: " ", count: max(0, location.column - 1 - start)) + "^"
        return [
            style(.dim, "\(gutter)\(number) | ") + shown,
            style(.dim, "      | ") + style(.strong, caret),
        ]
    }

    /// Without what a terminal acts upon, column by column.
    private static func harmless(_ line: Substring) -> String {
        var result = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar == "\t": result.append(" ")
            case .control, .format: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
