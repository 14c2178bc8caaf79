private import CLibCurl
private import Locking
private import Synchronization

/// The commands on their way to a `CurlLoop`, and the wakeup of the loop.
final class CurlQueue: Sendable {
    private struct State: Sendable {
        var commands: [CurlCommand] = []
        /// The loop's `CURLM`; nil once the loop has ended. Shared on purpose: the queue only ever calls
        /// `curl_multi_wakeup`, which libcurl documents as thread-safe.
        nonisolated(unsafe) var multi: UnsafeMutableRawPointer?
    }

    private let state: Locked<State>

    init(waking multi: UnsafeMutableRawPointer?) {
        state = Locked(State(multi: multi))
    }

    /// False when the loop has ended and will never read the command.
    @discardableResult
    func post(_ command: CurlCommand) -> Bool {
        state.withLock { state in
            guard let multi = state.multi else { return false }
            state.commands.append(command)
            // One wakeup for many commands: if the queue is not empty, the loop was woken already.
            if state.commands.count == 1 { curl_multi_wakeup(multi) }
            return true
        }
    }

    /// Empties the queue.
    func take() -> [CurlCommand] {
        state.withLock { state in
            let commands = state.commands
            state.commands = []
            return commands
        }
    }

    /// Closes the queue permanently and returns what was still in it.
    func close() -> [CurlCommand] {
        state.withLock { state in
            state.multi = nil
            let commands = state.commands
            state.commands = []
            return commands
        }
    }
}

typealias CurlOutcome = Result<HTTPResponse, TransportFailure>

/// What callers ask of the loop.
enum CurlCommand: Sendable {
    case start(CurlRequest)
    case cancel(CancellationFlag)
    case stop
}

/// A request on its way to the loop, and the continuation of its caller.
struct CurlRequest: Sendable {
    let ticket: CancellationFlag
    let request: HTTPRequest
    /// Resumed exactly once: by the transfer made of this order, or by `fail`.
    let continuation: CheckedContinuation<CurlOutcome, Never>

    func fail(_ failure: TransportFailure) { continuation.resume(returning: .failure(failure)) }
}

/// The identity of one `send`. It carries the cancellation as a flag too, because a task that is cancelled already
/// posts its cancellation before its order.
final class CancellationFlag: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}
