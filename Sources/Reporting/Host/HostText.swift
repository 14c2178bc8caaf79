package import Attachment
import StorageModel

/// How the volumes of a host stand, and what is to be done or was done, as text.
package struct HostText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    /// The steps that `host apply` would carry out.
    package func plan(_ report: HostReport) -> String {
        var text = ""
        for planned in report.steps {
            text += style(.update, "\(planned.subject): \(planned.step)") + style(.dim, "  (\(planned.reason))") + "\n"
        }
        if !report.steps.isEmpty { text += "\(count(report.steps.count, "step")) to do.\n" }
        return text + findings(report) + (report.steps.isEmpty && report.problems.isEmpty ? "Nothing to do.\n" : "")
    }

    package func status(_ report: HostReport) -> String {
        guard !report.attachments.isEmpty else { return "No volumes for this host.\n" + findings(report) }
        let rows = report.attachments.map { attachment in
            let healthy = attachment.paths.count { $0.state == .up }
            return [
                attachment.volume, "\(attachment.size)", attachment.state.rawValue,
                "\(healthy) of \(attachment.paths.count)", attachment.devicePath ?? "-",
            ]
        }
        return TextTable(style: style, header: ["VOLUME", "SIZE", "STATE", "PATHS", "DEVICE"]).render(rows)
            + findings(report)
    }

    /// One line while a run is at work; nil for an event that needs none.
    package func line(for event: HostEvent) -> String? {
        switch event {
        case .waitingForLock: "Waiting for another run on this host.\n"
        case .started: nil
        case .finished(let planned): "\(planned.subject): \(planned.step)\n"
        case .failed(let planned, let problem):
            style(.error, "\(planned.subject): could not \(planned.step)") + ": \(problem.message.shown())\n"
        }
    }

    private func findings(_ report: HostReport) -> String {
        report.problems.map { style(.error, $0.code.isBlock ? "blocked" : "missing") + " " + text($0) }.joined()
            + report.warnings.map { style(.warning, "warning") + " " + text($0) }.joined()
    }

    private func text(_ problem: HostProblem) -> String {
        "\(problem.code.rawValue): \(problem.subject): \(problem.message.shown())\n  \(problem.remedy.shown())\n"
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
