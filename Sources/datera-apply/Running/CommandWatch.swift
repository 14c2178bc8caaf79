// Reads a file of /proc.
import Glibc
import Locking
import StorageModel

/// Watches a program for its deadline and for a standstill.
struct CommandWatch: Sendable {
    private struct State {
        var process: Int32?
        var lastProgress: ContinuousClock.Instant
        /// Bytes that the process had read and written at that time.
        var transferred: UInt64 = 0
        var breach: CommandResult.Ending?
    }

    private let command: HostCommand
    private let timing: Timing
    private let start: ContinuousClock.Instant
    private let state: Locked<State>

    private static let interval = Duration.milliseconds(200)
    /// Less is what an iSCSI initiator sends in vain: NOPs and logins. Data are more.
    private static let noticedBytes: UInt64 = 64 << 10

    init(_ command: HostCommand, _ timing: Timing) {
        self.command = command
        self.timing = timing
        start = timing.now()
        state = Locked(State(lastProgress: start))
    }

    /// What the program was ended for; nil when it ended by itself.
    var breach: CommandResult.Ending? { state.withLock { $0.breach } }

    func began(_ process: Int32) {
        state.withLock {
            $0.process = process
            $0.lastProgress = timing.now()
        }
    }

    func sawProgress() { state.withLock { $0.lastProgress = timing.now() } }

    /// Returns when the program has taken too long, or when the task is cancelled.
    func waitForBreach() async {
        guard command.deadline != nil || command.stallLimit != nil else {
            // Nothing to watch for: only the end of the program ends this.
            while (try? await timing.sleep(.seconds(3600))) != nil {}
            return
        }
        while (try? await timing.sleep(Self.interval)) != nil {
            if let found = found() { return state.withLock { $0.breach = found } }
        }
    }

    private func found() -> CommandResult.Ending? {
        let now = timing.now()
        if let deadline = command.deadline, start.duration(to: now) >= deadline { return .timedOut }
        guard let limit = command.stallLimit else { return nil }
        return state.withLock { state in
            if command.transferIsProgress, let process = state.process, let bytes = Self.transferred(process),
                bytes >= state.transferred + Self.noticedBytes
            {
                state.transferred = bytes
                state.lastProgress = now
            }
            return state.lastProgress.duration(to: now) >= limit ? .stalled : nil
        }
    }

    /// Bytes that a process has read and written, files and sockets alike. Nil when it has ended.
    private static func transferred(_ process: Int32) -> UInt64? {
        guard let file = fopen("/proc/\(process)/io", "re") else { return nil }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = fread(&buffer, 1, buffer.count, file)
        let lines = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
        return lines.reduce(into: UInt64?.none) { sum, line in
            guard line.hasPrefix("rchar: ") || line.hasPrefix("wchar: "), let bytes = UInt64(line.dropFirst(7)) else {
                return
            }
            sum = (sum ?? 0) &+ bytes
        }
    }
}
