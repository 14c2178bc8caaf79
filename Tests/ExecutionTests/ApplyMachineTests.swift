import Execution
import Planning
import StorageModel
import Testing

/// What a step is to the machine, and nothing of what it does: no array is called here.
private struct Errand: ScheduledStep {
    var id: String
    var address: ResourceAddress
    var lane: ResourceAddress
    var stage: Step.Stage
    var canBeUndone = false
    var mayStillRunAfterLostAnswer = false
}

/// The machine as a script: events in, decisions out; no sleeping, no sockets.
@Suite struct ApplyMachineTests {
    private static let facts = FailedCall("PUT test:")
    private static let failure = StepFailure.array(.refused(facts, message: "no"))

    private func step(
        _ name: String, app: String? = nil, stage: Step.Stage = .change, undo: Bool = false
    ) -> Errand {
        let address = ResourceAddress.tenant(TenantPath(app ?? name))
        return Errand(id: name, address: address, lane: address, stage: stage, canBeUndone: undo)
    }

    private func started(_ decisions: [ApplyMachine<Errand>.Decision]) -> [String] {
        decisions.compactMap { decision in
            switch decision {
            case .start(let step): step.id
            case .undo(let step): "undo \(step.id)"
            case .skip(let step): "skip \(step.id)"
            case .finish: nil
            }
        }
    }

    private func summary(_ decisions: [ApplyMachine<Errand>.Decision]) -> ApplySummary<Errand>? {
        decisions.lazy.compactMap { if case .finish(let summary) = $0 { summary } else { nil } }.first
    }

    @Test func anEmptyPlanIsOverAtOnce() {
        var machine = ApplyMachine<Errand>(.empty, parallelism: 8)
        #expect(summary(machine.start())?.isComplete == true)
    }

    @Test func noMoreThanTheAllowedNumberRunAtOnce() throws {
        let steps = (1...5).map { step("s\($0)") }
        var machine = ApplyMachine(try StepGraph(steps, dependencies: [:]), parallelism: 2)
        #expect(started(machine.start()) == [steps[0].id, steps[1].id])
        #expect(started(machine.handle(.finished(steps[1].id))) == [steps[2].id])
    }

    @Test func aStepStartsWhenAllItWaitsForIsDone() throws {
        let steps = ["a", "b", "c"].map { step($0) }
        let graph = try StepGraph(steps, dependencies: [steps[2].id: [steps[0].id, steps[1].id]])
        var machine = ApplyMachine(graph, parallelism: 8)
        #expect(started(machine.start()) == [steps[0].id, steps[1].id])
        #expect(started(machine.handle(.finished(steps[0].id))) == [])
        #expect(started(machine.handle(.finished(steps[1].id))) == [steps[2].id])
        #expect(summary(machine.handle(.finished(steps[2].id)))?.done.count == 3)
    }

    @Test func aFailureStopsItsDependantsOnly() throws {
        let steps = ["a", "b", "c", "d"].map { step($0) }
        let graph = try StepGraph(
            steps, dependencies: [steps[1].id: [steps[0].id], steps[2].id: [steps[1].id]])
        var machine = ApplyMachine(graph, parallelism: 8)
        #expect(started(machine.start()) == [steps[0].id, steps[3].id])
        #expect(
            started(machine.handle(.failed(steps[0].id, Self.failure)))
                == ["skip \(steps[1].id)", "skip \(steps[2].id)"])
        let result = summary(machine.handle(.finished(steps[3].id)))
        #expect(result?.done.map(\.id) == [steps[3].id])
        #expect(result?.failed.map(\.step.id) == [steps[0].id])
        #expect(result?.skipped.count == 2)
        #expect(result?.isComplete == false)
    }

    @Test func anInterruptionStartsNothingNewAndWaitsForWhatRuns() throws {
        let steps = ["a", "b", "c"].map { step($0) }
        var machine = ApplyMachine(try StepGraph(steps, dependencies: [:]), parallelism: 1)
        #expect(started(machine.start()) == [steps[0].id])
        #expect(machine.handle(.interrupted).isEmpty)
        let result = summary(machine.handle(.finished(steps[0].id)))
        #expect(result?.wasInterrupted == true)
        #expect(result?.done.count == 1)
    }

    private func window() throws -> (steps: [Errand], graph: StepGraph<Errand>) {
        let steps = [
            step("open", app: "app", stage: .openWindow, undo: true), step("inside", app: "app", stage: .insideWindow),
            step("inside2", app: "app", stage: .insideWindow), step("close", app: "app", stage: .finish),
        ]
        let graph = try StepGraph(
            steps,
            dependencies: [
                steps[1].id: [steps[0].id], steps[2].id: [steps[0].id],
                steps[3].id: [steps[0].id, steps[1].id, steps[2].id],
            ])
        return (steps, graph)
    }

    @Test func aWindowThatCannotCloseIsUndoneOnceItsAppInstanceIsQuiet() throws {
        let (steps, graph) = try window()
        var machine = ApplyMachine(graph, parallelism: 8)
        _ = machine.start()
        #expect(started(machine.handle(.finished(steps[0].id))) == [steps[1].id, steps[2].id])
        #expect(started(machine.handle(.failed(steps[1].id, Self.failure))) == ["skip \(steps[3].id)"])
        #expect(started(machine.handle(.finished(steps[2].id))) == ["undo \(steps[0].id)"])
        let result = summary(machine.handle(.finished(steps[0].id)))
        #expect(result?.windowsLeftOpen.isEmpty == true)
        #expect(result?.isComplete == false)
    }

    @Test func aFailedClosingStepIsUndoneToo() throws {
        let (steps, graph) = try window()
        var machine = ApplyMachine(graph, parallelism: 8)
        _ = machine.start()
        for index in 0...2 { _ = machine.handle(.finished(steps[index].id)) }
        #expect(started(machine.handle(.failed(steps[3].id, Self.failure))) == ["undo \(steps[0].id)"])
    }

    @Test(arguments: [
        (StepFailure.array(.answerLost(facts, reason: "reset")), true),
        (.array(.serverError(facts, message: "502")), true),
        (failure, false), (.array(.unavailable(facts, reason: "busy")), false),
    ])
    func aWindowThatMayHaveOpenedIsUndone(failure: StepFailure, isUndone: Bool) throws {
        let (steps, graph) = try window()
        var machine = ApplyMachine(graph, parallelism: 8)
        _ = machine.start()
        let decisions = started(machine.handle(.failed(steps[0].id, failure)))
        #expect(decisions.contains("undo \(steps[0].id)") == isUndone)
    }

    @Test func anInterruptionInsideAWindowPutsTheAppInstanceBackOnline() throws {
        let (steps, graph) = try window()
        var machine = ApplyMachine(graph, parallelism: 1)
        _ = machine.start()
        _ = machine.handle(.finished(steps[0].id))
        #expect(machine.handle(.interrupted).isEmpty)
        #expect(started(machine.handle(.finished(steps[1].id))) == ["undo \(steps[0].id)"])
        #expect(summary(machine.handle(.finished(steps[0].id)))?.wasInterrupted == true)
    }

    /// A restore goes by the address of its snapshot.
    private func restore() throws -> (steps: [Errand], graph: StepGraph<Errand>) {
        let volume = ResourceAddress.volume(ResourceKey("ledger"))
        let steps = [
            Errand(id: "take offline", address: volume, lane: volume, stage: .openWindow, canBeUndone: true),
            Errand(
                id: "restore", address: .snapshot(of: ResourceKey("ledger"), name: "before"), lane: volume,
                stage: .insideWindow, mayStillRunAfterLostAnswer: true),
            Errand(id: "bring online", address: volume, lane: volume, stage: .finish),
        ]
        let graph = try StepGraph(
            steps, dependencies: [steps[1].id: [steps[0].id], steps[2].id: [steps[0].id, steps[1].id]])
        return (steps, graph)
    }

    @Test func anInterruptionWaitsForTheRestoreBeforeItBringsTheVolumeOnline() throws {
        let (steps, graph) = try restore()
        var machine = ApplyMachine(graph, parallelism: 8)
        _ = machine.start()
        #expect(started(machine.handle(.finished(steps[0].id))) == [steps[1].id])
        #expect(machine.handle(.interrupted).isEmpty)
        #expect(started(machine.handle(.finished(steps[1].id))) == ["undo \(steps[0].id)"])
    }

    /// Hosts must not see data that is half restored.
    @Test(arguments: [
        (StepFailure.array(.unexpected(facts, message: "not done yet")), false),
        (.array(.answerLost(facts, reason: "reset")), false),
        (failure, true), (.array(.unavailable(facts, reason: "busy")), true),
    ])
    func aVolumeStaysOfflineWhileItsRestoreMayStillRun(failure: StepFailure, isUndone: Bool) throws {
        let (steps, graph) = try restore()
        var machine = ApplyMachine(graph, parallelism: 8)
        _ = machine.start()
        _ = machine.handle(.finished(steps[0].id))
        let decisions = machine.handle(.failed(steps[1].id, failure))
        #expect(started(decisions).contains("undo \(steps[0].id)") == isUndone)
        if !isUndone { #expect(summary(decisions)?.windowsLeftOpen == [steps[0].address]) }
    }

    @Test func nothingBeginsBeforeTheWindowsOfAnEarlierRunAreClosed() throws {
        let steps = [
            step("left1", stage: .recover), step("left2", stage: .recover), step("other", stage: .finish),
            step("new"),
        ]
        var machine = ApplyMachine(try StepGraph(steps, dependencies: [:]), parallelism: 3)
        #expect(started(machine.start()) == [steps[0].id, steps[1].id])
        #expect(started(machine.handle(.finished(steps[1].id))) == [])
        #expect(started(machine.handle(.failed(steps[0].id, Self.failure))) == [steps[2].id, steps[3].id])
    }

    @Test func aWindowThatCannotBeUndoneIsNamed() throws {
        let (steps, graph) = try window()
        var machine = ApplyMachine(graph, parallelism: 1)
        _ = machine.start()
        _ = machine.handle(.finished(steps[0].id))
        _ = machine.handle(.failed(steps[1].id, Self.failure))
        let decisions = machine.handle(.failed(steps[0].id, Self.failure))
        // The undoing failed; the second inner step is still free to run, offline as the app instance is.
        let rest = started(decisions).isEmpty ? decisions : machine.handle(.finished(steps[2].id))
        #expect(summary(rest)?.windowsLeftOpen == [.tenant(TenantPath("app"))])
    }
}
