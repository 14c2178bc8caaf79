package import Diagnostics

/// What is wrong with a manifest as versioned JSON.
package enum DiagnosticJSON {
    /// - Parameter stack: nil for a manifest that is too broken to have one.
    package static func render(_ diagnostics: [Diagnostic], stack: String?) -> String {
        JSONText.render(
            Document(valid: !diagnostics.hasErrors, stack: stack, diagnostics: diagnostics.map(Entry.init)))
    }

    private struct Document: Encodable {
        var formatVersion = "1.0"
        var kind = "validation"
        var valid: Bool
        var stack: String?
        var diagnostics: [Entry]
    }

    private struct Entry: Encodable {
        var severity: String
        var message: String
        var hint: String?
        var file: String?
        var line: Int?
        var column: Int?

        init(_ diagnostic: Diagnostic) {
            severity = diagnostic.severity.rawValue
            message = diagnostic.message
            hint = diagnostic.hint
            file = diagnostic.location?.file
            line = diagnostic.location?.line
            column = diagnostic.location?.column
        }
    }
}
