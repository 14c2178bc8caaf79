package import Execution
import Planning
import StorageModel

/// What happens during an apply, one line an event, and the summary at its end.
package struct ApplyText: Sendable {
    private let style: TextStyle
    private let stack: String
    private let total: Int
    private let isWhole: Bool

    /// - Parameters:
    ///   - total: how many steps the plan has.
    ///   - isWhole: whether it takes up everything in which array and manifest differ.
    package init(style: TextStyle = .plain, stack: String, total: Int, isWhole: Bool = true) {
        self.style = style
        self.stack = stack
        self.total = total
        self.isWhole = isWhole
    }

    /// - Parameter done: how many steps have ended so far.
    package func line(for event: ApplyEvent, done: Int) -> String? {
        let counter = "[\(done)/\(total)]"
        return switch event {
        case .leaseAwaited(let reading):
            "Waiting for the lease of \(reading.record?.holder.description.shown() ?? "another run")."
        case .leaseAcquired(_, tookOver: true): "Took over the lease of a run that did not end properly."
        case .leaseAcquired, .leaseReleased, .begun, .started, .imageProgress, .undone: nil
        case .interrupted:
            style(.warning, "Stopping: running steps are finished. Press Ctrl-C to end the run at once.")
        case .leaseLost(let reason): style(.error, "The lease is lost: \(reason.asSentence)")
        case .leaseLeft(let record, let failure):
            "\(style(.warning, "warning:")) the lease could not be released and ends at \(record.expiry): \(failure)"
        case .finished(let step): "\(style(.dim, counter)) \(style(.create, "done")) \(step.id.shown())"
        case .failed(let step, let failure):
            "\(style(.dim, counter)) \(style(.error, "failed")) \(step.id.shown())\n    \(failure)"
        case .skipped(let step): "\(style(.dim, counter)) \(style(.warning, "skipped")) \(step.id.shown())"
        case .undoing(let step):
            "\(style(.dim, counter)) \(style(.warning, "bringing back online")) \(step.address.shown)"
        case .undoFailed(let step, let failure):
            "\(style(.dim, counter)) \(style(.error, "still offline")) \(step.address.shown)\n    \(failure)"
        }
    }

    package func summary(_ outcome: Apply.Outcome) -> String {
        switch outcome {
        case .converged(let summary):
            let proof = isWhole ? "The array matches the manifest." : "The plan is complete."
            return style(.strong, "Applied: \(count(summary.done.count)) done. \(proof)") + "\n"
        case .notConverged(let summary, let remaining):
            return "Applied: \(count(summary.done.count)) done, but the array still differs from the manifest:\n\n"
                + PlanText(style: style).render(remaining)
        case .unverified(let summary, let failure):
            return "Applied: \(count(summary.done.count)) done, but the array could not be read again to check: "
                + "\(failure)\nRun the same command again: it finds what is left to do, if anything.\n"
        case .incomplete(let summary): return incomplete(summary)
        case .leaseHeld(let reading, let stack): return LeaseText.held(stack, reading)
        case .leaseLost(let summary):
            return style(.error, "Stopped: the lease was lost, so another run may be in progress.") + "\n"
                + (summary.map(incomplete) ?? "Nothing was done.\n")
        case .stale(let objects, let plan):
            return StalenessText(style: style).render(objects) + "\nThis would be done now:\n\n"
                + PlanText(style: style).render(plan)
        }
    }

    private func incomplete(_ summary: ApplySummary<Step>) -> String {
        var text = summary.wasInterrupted ? "Stopped on request" : "Not finished"
        let unstarted = total - summary.done.count - summary.failed.count - summary.skipped.count
        text +=
            ": \(summary.done.count) of \(count(total)) done, \(summary.failed.count) failed, "
            + "\(summary.skipped.count) skipped\(unstarted > 0 ? ", \(unstarted) not started" : "").\nRun the same command again: it resumes where this run ended.\n"
        for address in summary.windowsLeftOpen {
            text +=
                "\(style(.error, "warning:")) \(address.shown) is still offline; the next run brings it back online.\n"
        }
        return text
    }

    private func count(_ steps: Int) -> String { "\(steps) step\(steps == 1 ? "" : "s")" }
}
