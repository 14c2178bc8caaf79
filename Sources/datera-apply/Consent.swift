import Planning

/// Whether a plan may be carried out: what flags allow, and what a person says at the terminal.
struct Consent {
    var yes = false
    var allowsDisruption = false
    var allowsDestruction = false

    /// Nil when the plan may be applied. `yes` alone allows neither a disruption nor a deletion, and a person at a terminal
    /// who deletes types the stack's name, whatever flags are given.
    func refusal(of plan: Plan, at terminal: Terminal) -> ExitStatus? {
        let risks = Set(plan.graph.steps.map(\.risk))
        let deletes = risks.contains(.destructive)
        if deletes, !allowsDestruction {
            terminal.writeError("Nothing was done: the plan is destructive. Allow it with --allow-destroy.\n")
            return .blocked
        }
        if deletes, terminal.isInteractive { return answer(to: plan, at: terminal) }
        let disrupts = risks.contains(.disruptive) && !allowsDisruption
        if yes || !terminal.isInteractive {
            if disrupts {
                terminal.writeError("Nothing was done: the plan is disruptive. Allow it with --allow-disruptive.\n")
                return .blocked
            }
            guard yes else {
                terminal.writeError("Nothing was done: there is no terminal to ask at. Give --yes to apply.\n")
                return .declined
            }
            return nil
        }
        let question = disrupts ? "Apply these changes, the disruptive ones included?" : "Apply these changes?"
        return verdict(terminal.ask("\(question) Only `yes` goes on: "), wanted: "yes", terminal)
    }

    private func answer(to plan: Plan, at terminal: Terminal) -> ExitStatus? {
        verdict(
            terminal.ask("This deletes. To go on, type the name of the stack, \(plan.stack): "), wanted: plan.stack,
            terminal)
    }

    /// - Parameter answer: nil when the run was stopped before there was one.
    private func verdict(_ answer: String?, wanted: String, _ terminal: Terminal) -> ExitStatus? {
        if answer == wanted { return nil }
        terminal.writeError("Nothing was done.\n")
        return answer == nil ? .failure : .declined
    }
}
