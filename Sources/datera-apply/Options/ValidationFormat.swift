import ArgumentParser
import Diagnostics
import Reporting

/// How what was found in a manifest is written.
enum ValidationFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown, github, gitlab, junit

    /// For standard output; nil for text, which is on standard error already.
    ///
    /// - Parameters:
    ///   - files: the manifests, as they were named.
    ///   - stack: nil for a manifest that has errors.
    func report(
        _ diagnostics: [Diagnostic], _ text: DiagnosticText?, _ files: [String], stack: String? = nil
    ) -> String? {
        guard let text else { return nil }
        switch self {
        case .text: return nil
        case .json: return DiagnosticJSON.render(diagnostics, stack: stack)
        case .markdown: return DiagnosticMarkdown(text).render(diagnostics)
        case .github, .gitlab, .junit:
            var annotations = Annotation.annotations(of: diagnostics)
            if let stack {
                annotations.append(
                    Annotation(
                        severity: .notice, code: "valid", title: "stack \(stack)", message: "The manifest is valid."))
            }
            return AnnotationFormat(rawValue: rawValue)?.render(
                annotations, verb: "validate", subject: files.joined(separator: " "), fallback: files.first ?? "-")
        }
    }
}
