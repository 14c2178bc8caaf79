package import Checking
import StorageModel

/// What `doctor` found, one line a check, with the remedy below it.
package struct DoctorText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    package func render(_ checkup: Checkup) -> String {
        let labels = LabelColumn(checkup.checks.map(\.name.rawValue))
        let width = Check.State.allCases.map(\.rawValue.count).max() ?? 0
        let lines = checkup.checks.map { check in
            let state = check.state.rawValue
            let before = state + String(repeating: " ", count: width - state.count)
            let line =
                style(Self.role(check.state), before) + "  " + labels.layOut(check.name.rawValue).before + "  "
                + check.finding.shown() + "\n"
            guard let remedy = check.remedy else { return line }
            return line + String(repeating: " ", count: width + labels.width + 4) + remedy.shown() + "\n"
        }
        return lines.joined() + summary(checkup) + "\n"
    }

    private func summary(_ checkup: Checkup) -> String {
        let parts = [(Check.State.error, "error"), (.warning, "warning")].compactMap { state, noun in
            let count = checkup.count(state)
            return count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
        }
        let skipped = checkup.count(.skipped)
        return (parts.isEmpty ? "No problems found" : parts.joined(separator: ", "))
            + "; \(checkup.count(.ok)) ok" + (skipped == 0 ? "" : ", \(skipped) skipped") + "."
    }

    private static func role(_ state: Check.State) -> TextStyle.Role {
        switch state {
        case .ok: .create
        case .warning: .warning
        case .error: .error
        case .skipped: .dim
        }
    }
}

extension ExitStatus {
    /// Of `doctor`: warnings alone are a success.
    package init(_ outcome: Checkup.Outcome) {
        switch outcome {
        case .ok, .warning: self = .success
        case .error: self = .failure
        case .refused: self = .authenticationFailed
        }
    }
}
