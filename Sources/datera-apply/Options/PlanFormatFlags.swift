import ArgumentParser
import Planning
import Reporting

/// How a plan is written.
struct PlanFormatFlags: ParsableArguments {
    @Option(help: "How to write the plan: text, markdown (for a comment on a pull request) or json.")
    var format: PlanFormat = .text

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

    func render(_ plan: PlanRecord, _ style: TextStyle) -> String {
        switch format {
        case .text: PlanText(style: style).render(plan)
        case .markdown: PlanMarkdown(limit: maxBytes).render(plan)
        case .json: PlanJSON.render(plan)
        }
    }

    /// What a plan is written in.
    enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, json
    }
}
