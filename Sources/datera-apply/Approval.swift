import Planning

/// Whether a plan may be carried out: what flags allow, and what a person says at the terminal.
struct Approval {
    var yes = false
    /// Whether the command takes an approval in advance.
    var takesApproval = false
    /// The digest of the plan that somebody has agreed to; the plan at hand must have it.
    var approved: String?
    var allowsDisruption = false
    var allowsDestruction = false

    /// Nil when a plan of these risks may be applied. Neither `yes` nor an approval allows a disruption or a deletion by
    /// itself, and a person at a terminal who deletes types the stack's name, whatever flags are given.
    func refusal(of risks: Set<Risk>, on stack: String, at terminal: Terminal) -> ExitStatus? {
        let deletes = risks.contains(.destructive)
        if deletes, !allowsDestruction {
            terminal.writeError("Nothing was done: the plan is destructive. Allow it with --allow-destroy.\n")
            return .blocked
        }
        if deletes, terminal.isInteractive { return answer(naming: stack, at: terminal) }
        let disrupts = risks.contains(.disruptive) && !allowsDisruption
        let isAgreed = yes || approved != nil
        if isAgreed || !terminal.isInteractive {
            if disrupts {
                terminal.writeError("Nothing was done: the plan is disruptive. Allow it with --allow-disruptive.\n")
                return .blocked
            }
            guard isAgreed else {
                terminal.writeError(
                    "Nothing was done: standard input is no terminal to ask at. Give --yes"
                        + "\(takesApproval ? " or --approve DIGEST" : "").\n")
                return .declined
            }
            return nil
        }
        let question = disrupts ? "Apply these changes, the disruptive ones included?" : "Apply these changes?"
        return verdict(terminal.ask("\(question) Type `yes` to continue: "), wanted: "yes", terminal)
    }

    private func answer(naming stack: String, at terminal: Terminal) -> ExitStatus? {
        verdict(
            terminal.ask("This deletes. To go on, type the name of the stack, \(stack): "), wanted: stack,
            terminal)
    }

    /// - Parameter answer: nil when the run was stopped before there was one.
    private func verdict(_ answer: String?, wanted: String, _ terminal: Terminal) -> ExitStatus? {
        if answer == wanted { return nil }
        let isHalf = wanted == "yes" && ["y", "ye", "YES", "Yes"].contains(answer)
        terminal.writeError("Nothing was done\(isHalf ? ": the answer must be `yes` in full" : "").\n")
        return answer == nil ? .failure : .declined
    }
}
