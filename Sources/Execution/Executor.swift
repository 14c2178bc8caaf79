package import Planning
package import StorageModel

/// The shell around `ApplyMachine`: carries its steps out, a bounded number at a time, each through the port of its action.
package struct Executor: Sendable {
    private let array: any StorageArray
    private let parallelism: Int
    private let secrets: ResolvedSecrets
    private let report: @Sendable (ApplyEvent) -> Void

    /// - Parameter secrets: every reference in the plan's steps, resolved.
    package init(
        _ array: any StorageArray, parallelism: Int = 8, secrets: ResolvedSecrets = [:],
        report: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) {
        self.array = array
        self.parallelism = parallelism
        self.secrets = secrets
        self.report = report
    }

    /// Runs the steps to the end, or until the surrounding task is cancelled: then running steps are finished, open
    /// offline windows closed, and the summary says so.
    ///
    /// - Parameter afterTakeover: whether calls of an interrupted run may still be on their way to the array, so that each
    ///   step that must not be done twice is looked at first.
    package func run(_ graph: StepGraph<Step>, afterTakeover: Bool = false) async -> ApplySummary<Step> {
        var machine = ApplyMachine(graph, parallelism: parallelism)
        let calls = CallRunner(array, secrets: secrets, looksFirst: afterTakeover)
        report(.begun(steps: graph.steps.count))
        return await withTaskGroup(of: ApplyMachine<Step>.Event.self) { group in
            group.addTask {
                await untilCancelled()
                return .interrupted
            }
            // A signal that came before the first step must not wait for one to end.
            var decisions = Task.isCancelled ? machine.startInterrupted() : machine.start()
            while true {
                for decision in decisions {
                    switch decision {
                    case .start(let step):
                        report(.started(step))
                        group.addTask { await attempt(step, calls) }
                    case .undo(let step):
                        report(.undoing(step))
                        group.addTask { await undo(step, calls) }
                    case .skip(let step): report(.skipped(step))
                    case .finish(let summary):
                        group.cancelAll()
                        return summary
                    }
                }
                // Never nil: the child that waits for an interruption is there until the end.
                guard let event = await group.next() else { continue }
                if case .interrupted = event { report(.interrupted) }
                decisions = machine.handle(event)
            }
        }
    }

    private func attempt(_ step: Step, _ calls: CallRunner) async -> ApplyMachine<Step>.Event {
        do throws(ArrayFailure) {
            try await carryOut(step.action, if: step.premise, calls)
            report(.finished(step))
            return .finished(step.id)
        } catch {
            report(.failed(step, error))
            return .failed(step.id, error)
        }
    }

    private func undo(_ step: Step, _ calls: CallRunner) async -> ApplyMachine<Step>.Event {
        do throws(ArrayFailure) {
            try await carryOut(step.undo ?? step.action, if: step.premise?.ofUndo, calls)
            report(.undone(step))
            return .finished(step.id)
        } catch {
            report(.undoFailed(step, error))
            return .failed(step.id, error)
        }
    }

    /// The one place where an action meets the port that carries it out. Detached from the run's cancellation: what is
    /// under way is always finished.
    private func carryOut(
        _ action: StepAction, if premise: OwnershipPremise?, _ calls: CallRunner
    ) async throws(ArrayFailure) {
        try await uninterrupted { () async throws(ArrayFailure) in
            switch action {
            case .call(let call): try await calls.run(call, if: premise)
            }
        }
    }
}
