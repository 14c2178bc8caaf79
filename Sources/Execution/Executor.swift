package import Planning
package import StorageModel

/// The shell around `ApplyMachine`: carries its actions out against an array, a bounded number at a time.
package struct Executor: Sendable {
    /// How often a step may be begun again whose answer was lost and which then turned out not to be done.
    private static let maximumRepeats = 8

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

    /// Runs the steps to the end, or until the surrounding task is cancelled: then running calls are finished, open
    /// offline windows closed, and the summary says so.
    ///
    /// - Parameter afterTakeover: whether calls of an interrupted run may still be on their way to the array, so that each
    ///   step that must not be done twice is looked at first.
    package func run(_ graph: StepGraph, afterTakeover: Bool = false) async -> ApplySummary {
        var machine = ApplyMachine(graph, parallelism: parallelism)
        var clones: [AppInstanceReference: ObservedAppInstance] = [:]
        report(.begun(steps: graph.steps.count))
        return await withTaskGroup(of: Ending.self) { group in
            group.addTask {
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
                return Ending(event: .interrupted)
            }
            // A signal that came before the first step must not wait for one to end.
            var actions = Task.isCancelled ? machine.startInterrupted() : machine.start()
            while true {
                for action in actions {
                    switch action {
                    case .start(let step):
                        report(.started(step))
                        let isDone = step.call.isDone(in: clones)
                        group.addTask {
                            isDone ? finished(step) : await attempt(step, looksFirst: afterTakeover)
                        }
                    case .undo(let step):
                        report(.undoing(step))
                        group.addTask { Ending(event: await undo(step)) }
                    case .skip(let step): report(.skipped(step))
                    case .finish(let summary):
                        group.cancelAll()
                        return summary
                    }
                }
                // Never nil: the child that waits for an interruption is there until the end.
                guard let ending = await group.next() else { continue }
                if case .interrupted = ending.event { report(.interrupted) }
                if let clone = ending.clone {
                    clones[AppInstanceReference(tenant: clone.tenant, name: clone.name)] = clone
                }
                actions = machine.handle(ending.event)
            }
        }
    }

    /// How a child of the run's task group ended.
    private struct Ending: Sendable {
        var event: ApplyMachine.Event
        /// As the array has answered.
        var clone: ObservedAppInstance?
    }

    private func finished(_ step: Step, _ clone: ObservedAppInstance? = nil) -> Ending {
        report(.finished(step))
        return Ending(event: .finished(step.id), clone: clone)
    }

    /// Detached from the run's cancellation: a call that is under way is always finished.
    private func attempt(_ step: Step, looksFirst: Bool) async -> Ending {
        do throws(ArrayFailure) {
            let clone = try await uninterrupted { () async throws(ArrayFailure) -> ObservedAppInstance? in
                if looksFirst, step.call.isOneTime, try await array.status(of: step.call) == .applied { return nil }
                return try await perform(step.call, if: step.premise)
            }
            return finished(step, clone)
        } catch {
            report(.failed(step, error))
            return Ending(event: .failed(step.id, error))
        }
    }

    private func undo(_ step: Step) async -> ApplyMachine.Event {
        do throws(ArrayFailure) {
            _ = try await uninterrupted { () async throws(ArrayFailure) in
                try await perform(step.undo ?? step.call, if: step.premise)
            }
            report(.undone(step))
            return .finished(step.id)
        } catch {
            report(.undoFailed(step, error))
            return .failed(step.id, error)
        }
    }

    /// Makes the call once, however often it takes: after a lost answer or a conflict the array says whether it is done.
    private func perform(
        _ call: ArrayCall, if premise: OwnershipPremise?
    ) async throws(ArrayFailure) -> ObservedAppInstance? {
        var repeats = 0
        while true {
            try await check(premise)
            do {
                return try await array.perform(call, secrets: secrets)
            } catch {
                guard error.needsStandingCheck || call.mayBeDone(by: error) else { throw error }
                switch try await status(of: call, after: error) {
                case .applied: return nil
                case .conflicting: throw error
                case .notApplied:
                    repeats += 1
                    guard case .answerLost = error, repeats < Self.maximumRepeats else { throw error }
                }
            }
        }
    }

    /// The last look before a call that harms what is somebody else's. What is gone is left to the call.
    private func check(_ premise: OwnershipPremise?) async throws(ArrayFailure) {
        guard let premise else { return }
        let live: ObservedAppInstance
        do throws(ArrayFailure) {
            live = try await array.appInstance(premise.app)
        } catch .notFound {
            return
        }
        if let objection = premise.objection(to: live) { throw .ownerChanged(objection) }
    }

    /// While nobody can look, what is known of the call is still what it said itself.
    private func status(
        of call: ArrayCall, after failure: ArrayFailure
    ) async throws(ArrayFailure) -> CallStatus {
        do throws(ArrayFailure) {
            return try await array.status(of: call)
        } catch {
            switch error {
            case .unreachable, .misconfigured, .answerLost, .unavailable, .serverError, .unintelligible, .unusable:
                throw failure
            case .authenticationRefused, .permissionDenied, .notFound, .conflict, .refused, .unexpected, .leaseLost,
                .ownerChanged, .noCommonVersion:
                throw error
            }
        }
    }
}
