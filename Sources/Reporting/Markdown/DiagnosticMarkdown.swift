package import Diagnostics

/// What is wrong with a manifest, as a comment on a pull request.
package struct DiagnosticMarkdown: Sendable {
    private static let shown = 50

    private let text: DiagnosticText

    package init(_ text: DiagnosticText) { self.text = text.plain }

    package func render(_ diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let heading = errors > 0 ? "The manifest is invalid: \("error".counted(errors))" : "The manifest is valid"
        guard !diagnostics.isEmpty else { return "### \(heading)\n" }
        let hidden = diagnostics.count - Self.shown
        let rest = hidden > 0 ? "\n…and \(hidden) more.\n" : ""
        return "### \(heading)\n\n"
            + MarkdownSection.fenced(text.render(Array(diagnostics.prefix(Self.shown))), as: "text") + rest
    }
}
