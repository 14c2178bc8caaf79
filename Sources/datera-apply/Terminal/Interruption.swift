import Dispatch
import Glibc
import Locking

/// Turns SIGINT and SIGTERM into cancellation: the first lets the run end cleanly, a second one ends it at once. The end
/// of its time counts as a first one.
final class Interruption: Sendable {
    private struct State: Sendable {
        var status: ExitStatus?
        var isOverTime = false
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
        // A reader that went away, `plan | head`, must not kill an apply.
        signal(SIGPIPE, SIG_IGN)
        let task = Task { await work() }
        let timer = Task {
            guard let timeout, (try? await Task.sleep(for: timeout)) != nil else { return }
            state.withLock { $0.isOverTime = true }
            task.cancel()
        }
        defer { timer.cancel() }
        let source = Self.source { [self] number in
            let status: ExitStatus = number == SIGINT ? .interrupted : .terminated
            let isFirst = state.withLock { state in
                defer { state.status = state.status ?? status }
                return !state.isStopping
            }
            guard isFirst else { _exit(status.rawValue) }
            task.cancel()
        }
        defer { source?.cancel() }
        return await task.value
    }

    /// Where the handler of a signal writes its number.
    nonisolated(unsafe) private static var bell: Int32 = -1

    /// Calls `act` with the number of each SIGINT and SIGTERM. A handler of our own and a pipe, because a signal source of
    /// Dispatch has been seen to lose one Ctrl-C in about a hundred.
    private static func source(_ act: @escaping @Sendable (Int32) -> Void) -> (any DispatchSourceRead)? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        bell = ends[1]
        let reader = ends[0]
        // A queue of its own always finds a thread. The global one has as many as there are processors, and on two of them a
        // question at the terminal and the loop of curl take them all: Ctrl-C at the question would wait for an answer.
        let source = DispatchSource.makeReadSource(fileDescriptor: reader, queue: DispatchQueue(label: "signals"))
        source.setEventHandler {
            var number: UInt8 = 0
            if read(reader, &number, 1) == 1 { act(Int32(number)) }
        }
        source.activate()
        for number in [SIGINT, SIGTERM] {
            // Nothing but write(2), which may be called anywhere.
            signal(number) { number in
                let before = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(Interruption.bell, &byte, 1)
                errno = before
            }
        }
        return source
    }
}
