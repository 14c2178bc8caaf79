import Configuring
import Diagnostics
import Execution
import Imaging
import Observing
import Planning
import Reporting
import StorageModel

/// What every verb that changes the array does with its plan: show it, check it, ask, carry it out.
struct ApplyRun {
    let composition: Composition
    let flags: ApplyFlags
    let approval: Approval
    /// Whose leases are needed besides the stack's own.
    var otherLeases: [String] = []

    /// - Parameter reviewed: the saved plan that this run is to carry out; nil carries out what is planned now.
    func run(
        _ stack: LoadedStack, _ options: PlanningOptions, reviewed: PlanRecord? = nil,
        on array: any StorageArray & LeaseStore
    ) async throws -> ExitStatus {
        if let reviewed, let status = refusal(of: reviewed) { return status }
        let survey = try await composition.survey(stack, options, on: array)
        let plan = survey.plan
        let record = PlanRecord(plan)
        // First, because a secret that is not set (65) comes before a stale (5) and a blocked plan (4).
        let secrets = SecretResolution(
            plan.secretNeeds, environment: composition.secretVariables, files: .disk)
        for warning in secrets.warnings { composition.terminal.writeError("warning: \(warning)\n") }
        guard secrets.diagnostics.isEmpty else {
            show(PlanText(style: composition.style).render(record))
            throw composition.refused(secrets.diagnostics, stack.diagnosticText)
        }
        // What lies on this host is looked at before anybody is asked; what must be fetched, when they have agreed.
        do throws(CommandError) {
            try await checkImages(of: plan, areLocal: true, stack)
        } catch {
            show(PlanText(style: composition.style).render(record))
            throw error
        }
        if let reviewed {
            let findings = StalenessCheck(reviewed).staleObjects(in: plan)
            guard findings.isEmpty else {
                show(StalenessText(style: composition.style).render(findings))
                composition.display?.show(findings)
                return .stale
            }
        }
        show(PlanText(style: composition.style).render(record, coversStack: plan.coversStack))
        if reviewed == nil, !isApproved(record, whole: plan.withheld.isEmpty) { return .stale }
        guard plan.blocks.isEmpty else { return .blocked }
        guard !plan.isEmpty else {
            if plan.unsettled.isEmpty { try await removeStaleLease(plan.stack, survey.observed, array) }
            if otherLeases.contains(LeaseRecord.adoption) {
                try await removeStaleLease(LeaseRecord.adoption, survey.observed, array)
            }
            if stack.desired.imageCache != nil { try await removeStaleLease(ImageCache.owner, survey.observed, array) }
            return .success
        }
        let journal = try composition.journal(of: plan.stack, flags)
        var agreed = reviewed ?? record
        let left = Set(record.changes.map(\.address))
        // What is done already takes no approval, nor is it done again should it be undone before the lease is there.
        agreed.changes.removeAll { !left.contains($0.address) }
        if let refusal = refusal(of: Set(agreed.changes.map(\.risk)), on: plan.stack) {
            composition.terminal.writeError("\(refusal)\n")
            return refusal.exitStatus
        }
        try await checkImages(of: plan, areLocal: false, stack)
        let start = RunStart(
            of: record, verb: options.intent.verb, steps: plan.graph.steps.count, composition.endpoint,
            commit: stack.commit)
        return try await carryOut(
            agreed, survey, composition.pipeline(options), stack.desired, on: array, secrets.secrets, (start, journal))
    }

    /// What is wrong with the images that a plan would write, before anything is created for them.
    private func checkImages(of plan: Plan, areLocal: Bool, _ stack: LoadedStack) async throws(CommandError) {
        var failures: [ImageFailure] = []
        var diagnostics: [Diagnostic] = []
        for step in plan.graph.steps {
            guard case .writeImage(let write) = step.action, write.image.isLocal == areLocal else { continue }
            let display = composition.display
            do throws(ImageFailure) {
                try await composition.images.check(write.image, for: "\(step.address)", of: write.size) {
                    display?.show(.imageProgress(step, $0))
                }
            } catch {
                failures.append(error)
                diagnostics.append(Diagnostic(.error, "\(step.address): \(error)", at: step.origin))
            }
        }
        composition.display?.endChecks()
        guard !failures.isEmpty else { return }
        let refusal = composition.refused(diagnostics, stack.diagnosticText)
        // A server that is away makes no manifest invalid.
        throw failures.contains(where: \.isRefusal) ? refusal : CommandError(.failure, "nothing was done.")
    }

    /// Why a saved plan is not even compared with the array.
    private func refusal(of reviewed: PlanRecord) -> ExitStatus? {
        guard isApproved(reviewed) else { return .stale }
        guard reviewed.blocks.isEmpty else {
            show(PlanText(style: composition.style).render(reviewed))
            return .blocked
        }
        return nil
    }

    /// - Parameter isWhole: whether an empty plan proves that all is as the manifest says.
    private func isApproved(_ plan: PlanRecord, whole isWhole: Bool = true) -> Bool {
        guard let approved = approval.approved, approved != plan.digest else { return true }
        // A run that is repeated and finds everything done.
        if plan.isEmpty, plan.applyable, isWhole { return true }
        composition.terminal.writeError(
            "Nothing was done: this is not the plan that was approved.\n  approved  \(approved)\n"
                + "  this one  \(plan.digest)\n"
                + "If an earlier run has done a part of it, look at what is left and approve that.\n")
        return false
    }

    /// Asks, where a person has to say it.
    private func refusal(of risks: Set<Risk>, on stack: String) -> Approval.Refusal? {
        let terminal = composition.terminal
        switch approval.decision(on: risks, on: stack, isInteractive: terminal.isInteractive) {
        case .given: return nil
        case .refused(let refusal): return refusal
        case .asked(let question): return question.refusal(of: terminal.ask(question.text))
        }
    }

    /// Where events go to standard output, everything for a person goes to standard error.
    private func show(_ text: String) {
        if flags.json { composition.terminal.writeError(text) } else { composition.terminal.write(text) }
    }

    /// A run that was killed after its last step has left its lease. Looked for only where one was seen, so that an
    /// apply with nothing to do asks the array nothing more.
    private func removeStaleLease(
        _ stack: String, _ observed: ObservedState, _ array: any LeaseStore
    ) async throws(ArrayFailure) {
        guard observed.hasLease(of: stack) else { return }
        if try await composition.leaseKeeper(array, stack: stack).removeRemains() {
            composition.terminal.writeError("Removed the lease of a run that did not end properly.\n")
        }
    }

    private func carryOut(
        _ reviewed: PlanRecord, _ survey: Refresh, _ pipeline: Pipeline, _ desired: DesiredState,
        on array: any StorageArray & LeaseStore, _ secrets: ResolvedSecrets,
        _ record: (start: RunStart, journal: LineFile?)
    ) async throws(ArrayFailure) -> ExitStatus {
        let plan = survey.plan
        let steps = plan.graph.steps.count
        let display = composition.display
        let text = ApplyText(
            style: composition.style, stack: plan.stack, total: steps,
            isWhole: plan.scope == .everything && plan.coversStack)
        display?.begin(text, record.start, journal: record.journal)
        let ticking = Task.detached { await display?.tick() }
        defer { ticking.cancel() }
        let executor = Executor(
            array, parallelism: flags.parallelism, secrets: secrets,
            images: (composition.images, composition.timing)
        ) { display?.show($0) }
        var keepers = ([plan.stack] + otherLeases).map { stack in
            composition.leaseKeeper(array, stack: stack, terms: flags.lease.terms) { display?.show($0) }
        }
        if plan.fillsImageCache {
            keepers.append(
                composition.leaseKeeper(array, stack: ImageCache.owner, terms: flags.lease.termsOfImageCache) {
                    display?.show($0)
                })
        } else if desired.imageCache != nil, plan.stack != ImageCache.owner {
            try await removeStaleLease(ImageCache.owner, survey.observed, array)
        }
        let outcome = try await pipeline.apply(
            reviewed, of: desired, after: survey, on: array, executor: executor, leases: keepers)
        display?.end(outcome)
        return outcome.exitStatus
    }
}

extension Plan {
    /// The secrets that its steps need, in their order.
    fileprivate var secretNeeds: [SecretNeed] {
        graph.steps.flatMap { step in
            step.action.secretReferences.map { SecretNeed($0, for: step.address, at: step.origin) }
        }
    }
}
