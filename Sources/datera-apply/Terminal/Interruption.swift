import Dispatch
import Glibc
import Locking

/// Turns SIGINT and SIGTERM into cancellation: the first lets the run end cleanly, a second one ends it at once.
final class Interruption: Sendable {
    private let received = Locked<ExitStatus?>(nil)

    /// Which signal came, if one did.
    var status: ExitStatus? { received.withLock { $0 } }

    /// Runs the work in a task of its own, which a signal cancels, and so does the end of its time.
    func run<Result: Sendable>(
        timeout: Duration? = nil, _ work: @escaping @Sendable () async -> Result
    ) async -> Result {
        // A reader that went away, `plan | head`, must not kill an apply.
        signal(SIGPIPE, SIG_IGN)
        let task = Task { await work() }
        let timer = Task {
            guard let timeout, (try? await Task.sleep(for: timeout)) != nil else { return }
            task.cancel()
        }
        defer { timer.cancel() }
        let sources = [(SIGINT, ExitStatus.interrupted), (SIGTERM, ExitStatus.terminated)].map { number, status in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { [self] in
                let isFirst = received.withLock { previous in
                    defer { previous = previous ?? status }
                    return previous == nil
                }
                guard isFirst else { _exit(status.rawValue) }
                task.cancel()
            }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        return await task.value
    }
}
