package import Planning
package import StorageModel

/// The shell around `ApplyMachine`: carries its steps out, a bounded number at a time, each through the port of its action.
package struct Executor: Sendable {
    private let array: any StorageArray
    private let parallelism: Int
    private let secrets: ResolvedSecrets
    private let images: (writer: any ImageWriter, timing: Timing)?
    private let report: @Sendable (ApplyEvent) -> Void

    /// - Parameters:
    ///   - secrets: every reference in the plan's steps, resolved.
    ///   - images: what writes images, with the clock that it waits by; nil where a plan has none.
    package init(
        _ array: any StorageArray, parallelism: Int = 8, secrets: ResolvedSecrets = [:],
        images: (writer: any ImageWriter, timing: Timing)? = nil,
        report: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) {
        self.array = array
        self.parallelism = parallelism
        self.secrets = secrets
        self.images = images
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
        do throws(StepFailure) {
            try await carryOut(step.action, of: step, if: step.premise, calls)
            report(.finished(step))
            return .finished(step.id)
        } catch {
            report(.failed(step, error))
            return .failed(step.id, error)
        }
    }

    private func undo(_ step: Step, _ calls: CallRunner) async -> ApplyMachine<Step>.Event {
        do throws(StepFailure) {
            try await carryOut(step.undo ?? step.action, of: step, if: step.premise?.ofUndo, calls)
            report(.undone(step))
            return .finished(step.id)
        } catch {
            report(.undoFailed(step, error))
            return .failed(step.id, error)
        }
    }

    /// The one place where an action meets the port that carries it out. A call that is under way is always finished; the copy
    /// of an image ends when the run is cancelled.
    private func carryOut(
        _ action: StepAction, of step: Step, if premise: OwnershipPremise?, _ calls: CallRunner
    ) async throws(StepFailure) {
        switch action {
        case .call(let call):
            try await uninterruptedStep { () async throws(ArrayFailure) in try await calls.run(call, if: premise) }
        case .writeImage(let write):
            guard let images else {
                throw .image(.tool(reason: "images cannot be written here", hint: nil))
            }
            try await ImageStep(
                array: array, calls: calls, secrets: secrets, images: images.writer, timing: images.timing
            ).run(write, if: premise) { report(.imageProgress(step, $0)) }
        }
    }
}
