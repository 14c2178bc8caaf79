package import Planning
import StorageModel

/// Decides what to do next while a plan is applied. A pure value: events in, decisions out; no clock, no network.
///
/// - A step starts when all it waits for is done and fewer than `parallelism` are running.
/// - A failure stops its dependants only; the rest continues.
/// - An offline window whose closing step can no longer run is undone as soon as its app instance is quiet.
/// - Windows that an earlier run has left open are closed before anything else begins.
/// - After an interruption nothing new starts but such undoing.
package struct ApplyMachine<Step: ScheduledStep>: Sendable {
    package enum Event: Sendable {
        case finished(String)
        case failed(String, StepFailure)
        case interrupted
    }

    package enum Decision: Sendable, Equatable {
        case start(Step)
        /// Takes back an offline window; reported to the machine under the step's id like any other.
        case undo(Step)
        /// Will not run, because a step it waits for has failed.
        case skip(Step)
        case finish(ApplySummary<Step>)
    }

    private let steps: [String: Step]
    private let parallelism: Int
    private let dependants: [String: [String]]
    private var waitingFor: [String: Set<String>]
    /// Ready steps that close what an interrupted run has left open.
    private var recovery = ReadySteps()
    /// Ready steps that continue what has been begun, so that a volume is offline no longer than it must be.
    private var urgent = ReadySteps()
    /// Ready steps that begin something.
    private var ready = ReadySteps()
    private var running: Set<String> = []
    /// Steps that close what an interrupted run has left open; nothing else begins before they have ended.
    private var recovering: Set<String>
    private var undoing: Set<String> = []
    private var openWindows: [ResourceAddress: Step] = [:]
    private var blocked: Set<String> = []
    /// Resources of which a step has failed or will never run.
    private var broken: Set<ResourceAddress> = []
    private var summary = ApplySummary<Step>()
    private var isOver = false

    package init(_ graph: StepGraph<Step>, parallelism: Int) {
        self.parallelism = max(1, parallelism)
        steps = Dictionary(uniqueKeysWithValues: graph.steps.map { ($0.id, $0) })
        waitingFor = Dictionary(uniqueKeysWithValues: graph.steps.map { ($0.id, graph.dependencies(of: $0.id)) })
        var dependants: [String: [String]] = [:]
        for step in graph.steps {
            for dependency in graph.dependencies(of: step.id) { dependants[dependency, default: []].append(step.id) }
        }
        self.dependants = dependants
        recovering = Set(graph.steps.filter { $0.stage == .recover }.map(\.id))
        for step in graph.steps where graph.dependencies(of: step.id).isEmpty { enqueue(step) }
    }

    /// The first decisions.
    package mutating func start() -> [Decision] { next() }

    /// The first decisions of a run that is interrupted before it has begun.
    package mutating func startInterrupted() -> [Decision] { handle(.interrupted) }

    package mutating func handle(_ event: Event) -> [Decision] {
        switch event {
        case .finished(let id): return finished(id) + next()
        case .failed(let id, let failure):
            let skipped = failed(id, failure)
            // Without its lease a run can write nothing more.
            if failure.isLostLease { interrupt() }
            return skipped + next()
        case .interrupted:
            interrupt()
            return next()
        }
    }

    private mutating func interrupt() {
        summary.wasInterrupted = true
        recovery = ReadySteps()
        urgent = ReadySteps()
        ready = ReadySteps()
    }

    private mutating func enqueue(_ step: Step) {
        switch step.stage {
        case .recover: recovery.append(step.id)
        case .insideWindow, .finish, .access: urgent.append(step.id)
        case .create, .change, .fill, .openWindow, .safeguard, .afterwards: ready.append(step.id)
        }
    }

    private mutating func finished(_ id: String) -> [Decision] {
        running.remove(id)
        recovering.remove(id)
        guard let step = steps[id] else { return [] }
        if undoing.remove(id) != nil {
            openWindows[step.address] = nil
            return []
        }
        summary.done.append(step)
        switch step.stage {
        case .openWindow where step.canBeUndone: openWindows[step.address] = step
        case .finish: openWindows[step.address] = nil
        case .recover, .create, .change, .fill, .openWindow, .insideWindow, .safeguard, .access, .afterwards: break
        }
        guard !summary.wasInterrupted else { return [] }
        for dependant in dependants[id] ?? [] {
            waitingFor[dependant]?.remove(id)
            guard waitingFor[dependant]?.isEmpty == true, !blocked.contains(dependant) else { continue }
            if let step = steps[dependant] { enqueue(step) }
        }
        return []
    }

    private mutating func failed(_ id: String, _ failure: StepFailure) -> [Decision] {
        running.remove(id)
        recovering.remove(id)
        guard let step = steps[id] else { return [] }
        summary.failed.append(ApplySummary<Step>.Failure(step: step, failure: failure))
        broken.insert(step.address)
        if undoing.remove(id) != nil {
            openWindows[step.address] = nil
            summary.windowsLeftOpen.append(step.address)
            return []
        }
        // Better put online what is online than leave offline what is not.
        if step.canBeUndone, failure.leavesDoubt { openWindows[step.address] = step }
        // But not while data may still be on its way back.
        if step.mayStillRunAfterLostAnswer, failure.leavesDoubt, openWindows.removeValue(forKey: step.lane) != nil {
            summary.windowsLeftOpen.append(step.lane)
        }
        var skipped: [Decision] = []
        var queue = dependants[id] ?? []
        while let next = queue.popLast() {
            guard blocked.insert(next).inserted, let step = steps[next] else { continue }
            summary.skipped.append(step)
            broken.insert(step.address)
            skipped.append(.skip(step))
            queue += dependants[next] ?? []
        }
        return skipped
    }

    private mutating func next() -> [Decision] {
        guard !isOver else { return [] }
        var decisions: [Decision] = []
        for (address, window) in openWindows.sorted(by: { $0.key < $1.key }) where mustUndo(window, at: address) {
            undoing.insert(window.id)
            running.insert(window.id)
            decisions.append(.undo(window))
        }
        while running.count < parallelism, let id = nextReady() {
            guard let step = steps[id] else { continue }
            running.insert(id)
            decisions.append(.start(step))
        }
        if running.isEmpty {
            isOver = true
            decisions.append(.finish(summary))
        }
        return decisions
    }

    private mutating func nextReady() -> String? {
        recovering.isEmpty ? urgent.next() ?? ready.next() : recovery.next()
    }

    /// The closing step will never run, and nothing of this app instance or its snapshots is under way.
    private func mustUndo(_ window: Step, at address: ResourceAddress) -> Bool {
        (summary.wasInterrupted || broken.contains(address)) && !running.contains { steps[$0]?.lane == window.lane }
    }
}
