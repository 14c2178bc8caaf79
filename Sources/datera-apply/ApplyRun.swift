import Execution
import Planning
import Reporting
import StorageModel

/// What every verb that changes the array does with its plan: show it, check it, ask, carry it out.
struct ApplyRun {
    let composition: Composition
    let flags: ApplyFlags
    let consent: Consent

    func run(_ stack: LoadedStack, _ options: PlanningOptions, on array: any StorageArray & LeaseStore) async throws
        -> ExitStatus
    {
        let (plan, observed) = try await composition.survey(stack, options, on: array)
        show(PlanText(style: composition.style).render(plan))
        guard plan.blocks.isEmpty else { return .blocked }
        guard !plan.isEmpty else {
            try await tidy(plan.stack, observed, array)
            return .success
        }
        let secrets = SecretResolution(for: plan, environment: composition.environment)
        guard secrets.diagnostics.isEmpty else {
            throw composition.refused(secrets.diagnostics, stack.diagnosticText)
        }
        let journal = try composition.journal(of: plan.stack, flags)
        if let status = consent.refusal(of: plan, at: composition.terminal) { return status }
        return try await carryOut(
            plan, PlanSource(stack.desired, options: options), on: array, secrets.secrets, journal)
    }

    /// Where events go to standard output, everything for a person goes to standard error.
    private func show(_ text: String) {
        if flags.json { composition.terminal.writeError(text) } else { composition.terminal.write(text) }
    }

    /// A run that was killed after its last step has left its lease. Looked for only where one was seen, so that an apply
    /// with nothing to do asks the array nothing more.
    private func tidy(
        _ stack: String, _ observed: ObservedState, _ array: any LeaseStore
    ) async throws(ArrayFailure) {
        let name = LeaseRecord.objectName(for: stack)
        guard observed.appInstances.contains(where: { $0.ownership == .lease && $0.name == name }) else { return }
        if try await composition.leaseKeeper(array, stack: stack).removeRemains() {
            composition.terminal.writeError("Removed the lease of a run that did not end properly.\n")
        }
    }

    private func carryOut(
        _ plan: Plan, _ source: PlanSource, on array: any StorageArray & LeaseStore, _ secrets: ResolvedSecrets,
        _ journal: LineFile?
    ) async throws(ArrayFailure) -> ExitStatus {
        let steps = plan.graph.steps.count
        let display = composition.display
        let text = ApplyText(style: composition.style, stack: plan.stack, total: steps, coversStack: plan.coversStack)
        display?.begin(text, stack: plan.stack, steps: steps, journal: journal)
        let ticking = Task.detached { await display?.tick() }
        defer { ticking.cancel() }
        let executor = Executor(array, parallelism: flags.parallelism, secrets: secrets) { display?.show($0) }
        let keeper = composition.leaseKeeper(array, stack: plan.stack, terms: flags.lease.terms) { display?.show($0) }
        let outcome = try await Apply(source, to: array, executor: executor, lease: keeper).run(plan)
        display?.end(outcome)
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
