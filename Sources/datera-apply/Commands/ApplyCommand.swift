import ArgumentParser
import Execution
import Planning
import Reporting
import StorageModel

/// Brings the array in line with the manifest.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Plan, ask, and make the array match the manifest.")

    @OptionGroup var manifest: ManifestFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var lease: LeaseFlags
    @Flag(name: .shortAndLong, help: "Apply safe changes without asking.")
    var yes = false
    @Flag(help: "Also make changes that take volumes offline or cut off connected initiators.")
    var allowDisruptive = false
    @Option(help: ArgumentHelp("How many steps to run at a time, 1 to 64.", valueName: "count"))
    var parallelism = 8

    func validate() throws {
        guard (1...64).contains(parallelism) else { throw ValidationError("--parallelism takes 1 to 64.") }
    }

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let stack = try composition.stack(manifest, connection.tenant)
            return try await composition.withArray(connection) { array in
                let (plan, observed) = try await composition.survey(stack, on: array)
                composition.terminal.write(PlanText(style: composition.style).render(plan))
                guard plan.blocks.isEmpty else { return .blocked }
                guard !plan.isEmpty else {
                    try await tidy(stack.desired.stack, observed, array, composition)
                    return .success
                }
                let secrets = SecretResolution(for: plan, environment: composition.environment)
                guard secrets.diagnostics.isEmpty else {
                    throw composition.refused(secrets.diagnostics, stack.diagnosticText)
                }
                if let status = consent(to: plan, composition.terminal) { return status }
                return try await carryOut(plan, stack.desired, on: array, secrets.secrets, composition)
            }
        }
    }

    /// Nil when the plan may be applied; `--yes` alone never allows a disruption.
    private func consent(to plan: Plan, _ terminal: Terminal) -> ExitStatus? {
        let isDisruptive = plan.risk > .safe && !allowDisruptive
        if yes || !terminal.isInteractive {
            if isDisruptive {
                terminal.writeError("Nothing was done: the plan is disruptive. Allow it with --allow-disruptive.\n")
                return .blocked
            }
            guard yes else {
                terminal.writeError("Nothing was done: there is no terminal to ask at. Give --yes to apply.\n")
                return .declined
            }
            return nil
        }
        let question = isDisruptive ? "Apply these changes, the disruptive ones included?" : "Apply these changes?"
        let answer = terminal.confirm(question)
        guard answer != true else { return nil }
        terminal.writeError("Nothing was done.\n")
        return answer == nil ? .failure : .declined
    }

    /// A run that was killed after its last step has left its lease. Looked for only where one was seen, so that an apply
    /// with nothing to do asks the array nothing more.
    private func tidy(
        _ stack: String, _ observed: ObservedState, _ array: any LeaseStore, _ composition: Composition
    ) async throws(ArrayFailure) {
        let name = LeaseRecord.objectName(for: stack)
        guard observed.appInstances.contains(where: { $0.ownership == .lease && $0.name == name }) else { return }
        if try await composition.leaseKeeper(array, stack: stack).removeRemains() {
            composition.terminal.writeError("Removed the lease of a run that did not end properly.\n")
        }
    }

    private func carryOut(
        _ plan: Plan, _ desired: DesiredState, on array: any StorageArray & LeaseStore, _ secrets: ResolvedSecrets,
        _ composition: Composition
    ) async throws(ArrayFailure) -> ExitStatus {
        let text = ApplyText(style: composition.style, stack: desired.stack, total: plan.graph.steps.count)
        let progress = ProgressLines(text, composition.terminal)
        let executor = Executor(array, parallelism: parallelism, secrets: secrets) { progress.show($0) }
        let keeper = composition.leaseKeeper(array, stack: desired.stack, terms: lease.terms) { progress.show($0) }
        let outcome = try await Apply(desired, to: array, executor: executor, lease: keeper).run(plan)
        composition.terminal.write(text.summary(outcome))
        return outcome.exitStatus
    }
}

extension Apply.Outcome {
    fileprivate var exitStatus: ExitStatus {
        switch self {
        case .converged: .success
        case .notConverged: .partlyApplied
        case .stale: .stale
        case .leaseHeld, .leaseLost: .leaseHeld
        case .incomplete(let summary) where !summary.done.isEmpty: .partlyApplied
        case .incomplete(let summary): summary.failed.first?.failure.exitStatus ?? .failure
        }
    }
}
