private import CLibCurl
private import Locking

/// The commands on their way to a `CurlLoop`, and the bell that wakes it.
final class CurlQueue: Sendable {
    private struct State: Sendable {
        var commands: [CurlCommand] = []
        /// The loop's `CURLM`; nil once the loop has ended. Shared on purpose: the mailbox only ever calls
        /// `curl_multi_wakeup`, which libcurl documents as thread-safe.
        nonisolated(unsafe) var multi: UnsafeMutableRawPointer?
    }

    private let state: Locked<State>

    init(waking multi: UnsafeMutableRawPointer?) {
        state = Locked(State(multi: multi))
    }

    /// False when the loop has ended and nobody will ever read the command.
    @discardableResult
    func post(_ command: CurlCommand) -> Bool {
        state.withLock { state in
            guard let multi = state.multi else { return false }
            state.commands.append(command)
            // One bell for many commands: whoever finds the box filled knows that it has been rung.
            if state.commands.count == 1 { curl_multi_wakeup(multi) }
            return true
        }
    }

    /// Empties the box.
    func take() -> [CurlCommand] {
        state.withLock { state in
            let commands = state.commands
            state.commands = []
            return commands
        }
    }

    /// Closes the box for good and returns what was still in it.
    func close() -> [CurlCommand] {
        state.withLock { state in
            state.multi = nil
            let commands = state.commands
            state.commands = []
            return commands
        }
    }
}
