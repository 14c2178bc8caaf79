import Execution
import Planning
import Reporting
import StorageModel

/// What every verb that changes the array does with its plan: show it, check it, ask, carry it out.
struct ApplyRun {
    let composition: Composition
    let flags: ApplyFlags
    let consent: Consent

    func run(_ stack: LoadedStack, _ options: PlanningOptions, on array: any StorageArray) async throws -> ExitStatus {
        let plan = try await composition.plan(stack, options, on: array)
        composition.terminal.write(PlanText(style: composition.style).render(plan))
        guard plan.blocks.isEmpty else { return .blocked }
        guard !plan.isEmpty else { return .success }
        let secrets = SecretResolution(for: plan, environment: composition.environment)
        guard secrets.diagnostics.isEmpty else {
            throw composition.refused(secrets.diagnostics, stack.diagnosticText)
        }
        if let status = consent.refusal(of: plan, at: composition.terminal) { return status }
        return try await carryOut(plan, PlanSource(stack.desired, options: options), on: array, secrets.secrets)
    }

    private func carryOut(
        _ plan: Plan, _ source: PlanSource, on array: any StorageArray, _ secrets: ResolvedSecrets
    ) async throws(ArrayFailure) -> ExitStatus {
        let text = ApplyText(style: composition.style, total: plan.graph.steps.count)
        let progress = ProgressLines(text, composition.terminal)
        let executor = Executor(array, parallelism: flags.parallelism, secrets: secrets) { progress.show($0) }
        let outcome = try await Apply(source, to: array, executor: executor).run(plan)
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
        case .incomplete(let summary) where !summary.done.isEmpty: .partlyApplied
        case .incomplete(let summary): summary.failed.first?.failure.exitStatus ?? .failure
        }
    }
}
