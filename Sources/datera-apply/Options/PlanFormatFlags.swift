import ArgumentParser
import Planning
import Reporting

/// How a plan is written.
struct PlanFormatFlags: ParsableArguments {
    @Option(
        help: """
            How to write the plan: text, markdown (a comment on a pull request), html (a page), json, or annotations at \
            the manifest's lines: github (workflow commands), gitlab (Code Quality), junit.
            """)
    var format: PlanFormat = .text

    @OptionGroup var folding: FoldingFlags

    @Option(
        help: ArgumentHelp(
            "Maximum size of the Markdown in bytes. Destructive changes come first; what does not fit is counted.",
            valueName: "bytes"))
    var maxBytes = PlanMarkdown.defaultLimit

    func validate() throws {
        guard maxBytes >= PlanMarkdown.smallestLimit else {
            throw ValidationError("--max-bytes takes \(PlanMarkdown.smallestLimit) or more.")
        }
    }

    /// - Parameters:
    ///   - allowance: what `apply` will be given leave for; nil where that is not known.
    ///   - files: the manifests, as they were named.
    func render(
        _ plan: PlanRecord, _ style: TextStyle, allowance: RiskAllowance? = nil, files: [String] = []
    ) -> String {
        switch format {
        case .text: PlanText(style: folding.applied(to: style)).render(plan)
        case .markdown:
            PlanMarkdown(limit: maxBytes, allowance: allowance, isFolded: !folding.full).render(plan)
        case .html: PlanHTML(allowance: allowance, isFolded: !folding.full).render(plan)
        case .json: PlanJSON.render(plan)
        case .github, .gitlab, .junit:
            annotations(Annotation.annotations(of: plan, allowance: allowance), subject: plan.stack, files)
        }
    }

    /// What is wrong with a manifest that gives no plan, for those who read standard output; nil for a person.
    func render(_ refusal: CommandError, files: [String]) -> String? {
        guard let text = refusal.diagnosticText else { return nil }
        switch format {
        case .text, .json, .html: return nil
        case .markdown: return DiagnosticMarkdown(text).render(refusal.diagnostics)
        case .github, .gitlab, .junit:
            let subject = files.joined(separator: " ")
            return annotations(Annotation.annotations(of: refusal.diagnostics), subject: subject, files)
        }
    }

    private func annotations(_ annotations: [Annotation], subject: String, _ files: [String]) -> String {
        AnnotationFormat(rawValue: format.rawValue)?
            .render(annotations, verb: "plan", subject: subject, fallback: files.first ?? "-") ?? ""
    }

    /// What a plan is written in.
    enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, html, json, github, gitlab, junit
    }
}

/// Whether what is alike is shown once.
struct FoldingFlags: ParsableArguments {
    @Flag(help: "Show every change by itself, also those that are alike.")
    var full = false

    func applied(to style: TextStyle) -> TextStyle {
        TextStyle(isColoured: style.isColoured, isFolded: !full)
    }
}
