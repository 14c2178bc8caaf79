package import Execution
import Planning
import StorageModel

/// What happens during an apply, one line an event, and the summary at its end.
package struct ApplyText: Sendable {
    private let style: TextStyle
    private let total: Int

    /// - Parameter total: how many steps the plan has.
    package init(style: TextStyle = .plain, total: Int) {
        self.style = style
        self.total = total
    }

    /// - Parameter done: how many steps have ended so far.
    package func line(for event: ApplyEvent, done: Int) -> String? {
        let counter = "[\(done)/\(total)]"
        return switch event {
        case .started: nil
        case .finished(let step): "\(style(.dim, counter)) \(style(.create, "done")) \(step.id)"
        case .failed(let step, let failure):
            "\(style(.dim, counter)) \(style(.error, "failed")) \(step.id)\n    \(failure)"
        case .skipped(let step): "\(style(.dim, counter)) \(style(.warning, "skipped")) \(step.id)"
        case .undoing(let step): "\(style(.dim, counter)) \(style(.warning, "back online")) \(step.address)"
        }
    }

    package func summary(_ outcome: Apply.Outcome) -> String {
        switch outcome {
        case .converged(let summary):
            return style(.strong, "Applied: \(count(summary.done.count)) done. The array matches the manifest.") + "\n"
        case .notConverged(let summary, let remaining):
            return "Applied: \(count(summary.done.count)) done, but the array still differs from the manifest:\n\n"
                + PlanText(style: style).render(remaining)
        case .incomplete(let summary): return incomplete(summary)
        case .stale(let plan):
            return "Nothing was done: the array has changed since the plan was made. This would be done now:\n\n"
                + PlanText(style: style).render(plan)
        }
    }

    private func incomplete(_ summary: ApplySummary) -> String {
        var text = summary.wasInterrupted ? "Interrupted" : "Not finished"
        text +=
            ": \(count(summary.done.count)) done, \(summary.failed.count) failed, \(summary.skipped.count) skipped. "
        text += "Run apply again: it goes on where this run ended.\n"
        for address in summary.windowsLeftOpen {
            text +=
                "\(style(.error, "warning:")) \(address) is still offline; the next apply puts it back online first.\n"
        }
        return text
    }

    private func count(_ steps: Int) -> String { "\(steps) step\(steps == 1 ? "" : "s")" }
}
