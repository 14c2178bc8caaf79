import Execution
import Locking
import Planning
import Reporting
import StorageModel

/// Shows a run while it runs: as JSON lines, as a bar on a terminal, or line by line. Keeps the journal.
///
/// Steps end on many threads; what is written comes out whole and in the order of the events.
final class RunDisplay: Sendable {
    enum Style: Sendable {
        case lines, bar, json
    }

    fileprivate struct State: Sendable {
        var text = ApplyText(stack: "", total: 0)
        var bar = ProgressBar(total: 0)
        var running: [String] = []
        var begun = ContinuousClock.now
        var lastEvent = ContinuousClock.now
        var lastDrawn: ContinuousClock.Instant?
        var journal: LineFile?
        var barIsShown = false
        var summary: ApplySummary<Step>?
        /// When the last progress of an image was written, by step; and when it was shown to a person as a line.
        var written: [String: ContinuousClock.Instant] = [:]
        var shown: [String: ContinuousClock.Instant] = [:]
        var meters: [String: TransferMeter] = [:]
    }

    /// After a longer silence a reader of the events would take the run for dead.
    private static let heartbeat: Duration = .seconds(10)
    /// How often the progress of an image is a line of its own, where there is no bar.
    fileprivate static let lineInterval: Duration = .seconds(10)

    private let style: Style
    private let terminal: Terminal
    /// Tells the events of this run from those of others in the same journal.
    private let run = ProcessIdentity.nonce
    private let state = Locked(State())

    init(_ style: Style, _ terminal: Terminal, version: String) {
        self.style = style
        self.terminal = terminal
        emit(.version(version))
    }

    /// - Parameter journal: nil keeps none.
    func begin(_ text: ApplyText, _ start: RunStart, journal: LineFile?) {
        state.withLock { state in
            state.text = text
            state.bar = ProgressBar(total: start.steps)
            state.begun = .now
            state.journal = journal
        }
        emit(.applyStart(start))
    }

    func show(_ event: ApplyEvent) {
        state.withLock { state in
            let event = state.measured(event)
            state.count(event)
            if !state.isTooSoon(event) { write(.apply(event), &state) }
            guard style != .json else { return }
            let line = state.text.line(for: event, done: state.bar.done)
            if style == .lines {
                if let line = line ?? state.progressLine(event) { terminal.write(line + "\n") }
                return
            }
            // The bar says what is done; lines are for what must be read.
            if let line, !event.isRoutine {
                hideBar(&state)
                terminal.write(line + "\n")
            }
            // A thousand steps a second are a thousand events, but no eye sees them.
            if state.lastDrawn.map({ .now - $0 >= .milliseconds(50) }) ?? true { drawBar(&state) }
        }
    }

    /// A line of the log, without a bar in the middle of it.
    func log(_ line: String) {
        state.withLock { state in
            hideBar(&state)
            terminal.writeError(line)
        }
    }

    /// The images are fetched and checked; what comes next is the plan, a question or the run.
    func endChecks() {
        state.withLock { state in
            hideBar(&state)
            state.bar.images = [:]
        }
    }

    /// Redraws the bar, and gives signs of life, until it is cancelled.
    func tick() async {
        while true {
            do { try await Task.sleep(for: .milliseconds(style == .bar ? 200 : 1000)) } catch { return }
            state.withLock { state in
                if style == .bar { drawBar(&state) }
                guard style == .json, .now - state.lastEvent >= Self.heartbeat - .seconds(1) else { return }
                let bar = state.bar
                write(.heartbeat(done: bar.done, steps: bar.total, running: state.running), &state)
            }
        }
    }

    /// Says what has changed since the plan was reviewed; the report for people is the caller's.
    func show(_ objects: [StaleObject]) { for object in objects { emit(.stale(object)) } }

    /// Says how the run ended.
    func end(_ outcome: Apply.Outcome) {
        if case .stale(let objects, _) = outcome { show(objects) }
        state.withLock { state in
            hideBar(&state)
            state.summary = outcome.summary
            let text = state.text.summary(outcome)
            if style == .json { terminal.writeError(text) } else { terminal.write(text) }
        }
    }

    /// The last line, whatever has happened before.
    func close(_ exitCode: Int, problem: String?) {
        state.withLock { state in
            hideBar(&state)
            if let problem { write(.problem(problem), &state) }
            write(.summary(exitCode: exitCode, state.summary), &state)
        }
    }

    private func emit(_ event: RunEvent) { state.withLock { write(event, &$0) } }

    private func write(_ event: RunEvent, _ state: inout State) {
        guard style == .json || state.journal != nil else { return }
        state.lastEvent = .now
        let line = EventJSON.line(event, of: run, at: WallClock.text)
        if style == .json { terminal.write(line) }
        if case .heartbeat = event { return }
        state.journal?.append(line)
    }

    private func drawBar(_ state: inout State) {
        guard state.bar.total > 0 || !state.bar.images.isEmpty, state.summary == nil else { return }
        let line = state.bar.text(elapsed: .now - state.begun, width: min(80, terminal.width - 1))
        terminal.writeError("\r\u{1B}[2K" + line)
        state.barIsShown = true
        state.lastDrawn = .now
    }

    private func hideBar(_ state: inout State) {
        guard state.barIsShown else { return }
        terminal.writeError("\r\u{1B}[2K")
        state.barIsShown = false
    }
}

extension RunDisplay.State {
    /// Whether the progress of an image was written less than a second ago; its end is always written.
    fileprivate mutating func isTooSoon(_ event: ApplyEvent) -> Bool {
        guard case .imageProgress(let step, let progress) = event else { return false }
        let isLast = progress.total > 0 && progress.bytes >= progress.total
        if !isLast, let last = written[step.id], .now - last < .seconds(1) { return true }
        written[step.id] = .now
        return false
    }

    fileprivate mutating func measured(_ event: ApplyEvent) -> ApplyEvent {
        guard case .imageProgress(let step, let progress) = event else { return event }
        return .imageProgress(step, meters[step.id, default: TransferMeter()].measured(progress, at: .now))
    }

    /// What takes less than the interval needs no line.
    fileprivate mutating func progressLine(_ event: ApplyEvent) -> String? {
        guard case .imageProgress(let step, let progress) = event else { return nil }
        guard let last = shown[step.id] else {
            shown[step.id] = .now
            return nil
        }
        guard .now - last >= RunDisplay.lineInterval else { return nil }
        shown[step.id] = .now
        return "      " + "\(step.address): \(progress.text)".shown()
    }

    fileprivate mutating func count(_ event: ApplyEvent) {
        switch event {
        case .begun(let steps):
            bar.total = steps
            begun = .now
        case .started(let step): running.append(step.id)
        case .imageProgress(let step, let progress): bar.images[step.id] = progress
        case .finished(let step):
            bar.done += 1
            bar.images[step.id] = nil
            running.removeAll { $0 == step.id }
        case .failed(let step, _):
            bar.done += 1
            bar.failed += 1
            bar.images[step.id] = nil
            running.removeAll { $0 == step.id }
        case .skipped: bar.done += 1
        case .leaseAwaited, .leaseAcquired, .leaseLost, .leaseReleased, .leaseLeft, .interrupted, .undoing, .undone,
            .undoFailed:
            break
        }
        bar.running = running.count
    }
}

extension ApplyEvent {
    /// Whether a bar says as much.
    fileprivate var isRoutine: Bool {
        switch self {
        case .begun, .started, .imageProgress, .finished, .leaseReleased, .undone: true
        case .leaseAwaited, .leaseAcquired, .leaseLost, .leaseLeft, .interrupted, .failed, .skipped, .undoing,
            .undoFailed:
            false
        }
    }
}

extension Apply.Outcome {
    fileprivate var summary: ApplySummary<Step>? {
        switch self {
        case .converged(let summary), .notConverged(let summary, _), .unverified(let summary, _),
            .incomplete(let summary):
            summary
        case .leaseLost(let summary): summary
        case .stale, .leaseHeld: nil
        }
    }
}
