import Dispatch
import Glibc
import Locking
import Reporting

/// Turns SIGINT, SIGTERM and SIGHUP (the terminal was closed) into cancellation: the first lets the run end cleanly, a second one ends it at once. The end
/// of its time counts as a first one.
final class Interruption: Sendable {
    private struct State: Sendable {
        var status: ExitStatus?
        var isOverTime = false
        /// Ends the work; nil until it has begun.
        var cancel: (@Sendable () -> Void)?
        var isStopping: Bool { status != nil || isOverTime }
    }

    private let state = Locked(State())

    /// Which signal came first, if one did.
    var status: ExitStatus? { state.withLock { $0.status } }

    var isOverTime: Bool { state.withLock { $0.isOverTime } }

    /// Runs the work in a task of its own, which a signal cancels, and so does the end of its time.
    func run<Result: Sendable>(
        timeout: Duration? = nil, _ work: @escaping @Sendable () async -> Result
    ) async -> Result {
        var sources = [await listen(to: SIGINT, .interrupted), await listen(to: SIGTERM, .terminated)]
        // Under `nohup` it is ignored, and stays so.
        if !isIgnored(SIGHUP) { sources.append(await listen(to: SIGHUP, .terminated)) }
        defer { for source in sources { source.cancel() } }
        let task = Task { await work() }
        let isStopping = state.withLock { state in
            state.cancel = { task.cancel() }
            return state.isStopping
        }
        if isStopping { task.cancel() }
        let timer = Task {
            guard let timeout, (try? await Task.sleep(for: timeout)) != nil else { return }
            state.withLock { $0.isOverTime = true }
            task.cancel()
        }
        defer { timer.cancel() }
        return await task.value
    }

    private func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        return sigaction(number, nil, &action) == 0
            && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    /// Comes back when the signal is heard: until then it ends the program, which has not begun anything. Were it ignored
    /// meanwhile, a signal on a busy machine could be lost.
    private func listen(to number: Int32, _ status: ExitStatus) async -> any DispatchSourceSignal {
        // A queue of its own always finds a thread. The global one has as many as there are processors, and on two of them a
        // question at the terminal and the loop of curl take them all: Ctrl-C at the question would wait for an answer.
        let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "signals"))
        source.setEventHandler { [self] in
            let (isFirst, cancel) = state.withLock { state in
                defer { state.status = state.status ?? status }
                return (!state.isStopping, state.cancel)
            }
            guard isFirst else { _exit(status.rawValue) }
            cancel?()
        }
        await withCheckedContinuation { continuation in
            source.setRegistrationHandler { continuation.resume() }
            source.resume()
        }
        return source
    }
}
