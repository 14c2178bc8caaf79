import Execution
import Reporting
import Synchronization

/// Writes a line for every step that ends. Steps end on many threads; lines come out whole and counted.
final class ProgressLines: Sendable {
    private let text: ApplyText
    private let terminal: Terminal
    private let done = Mutex(0)

    init(_ text: ApplyText, _ terminal: Terminal) {
        self.text = text
        self.terminal = terminal
    }

    func show(_ event: ApplyEvent) {
        done.withLock { done in
            switch event {
            case .finished, .failed, .skipped: done += 1
            case .leaseAwaited, .leaseAcquired, .leaseLost, .leaseReleased, .leaseLeft, .begun, .started, .undoing,
                .undone, .undoFailed:
                break
            }
            if let line = text.line(for: event, done: done) { terminal.write(line + "\n") }
        }
    }
}
