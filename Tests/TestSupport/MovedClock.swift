internal import Locking
package import StorageModel

/// A clock that the test moves: whoever sleeps by it wakes when it has been moved that far.
package final class MovedClock: Sendable {
    private struct Sleeper: Sendable {
        var id: Int
        var end: ContinuousClock.Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State: Sendable {
        var now: ContinuousClock.Instant
        var lastID = 0
        var sleepers: [Sleeper] = []
        /// Those that were cancelled before they slept.
        var cancelled: Set<Int> = []

        mutating func move(to moment: ContinuousClock.Instant) -> [Sleeper] {
            now = max(now, moment)
            let woken = sleepers.filter { $0.end <= now }.sorted { $0.end < $1.end }
            sleepers.removeAll { $0.end <= now }
            return woken
        }
    }

    private let start: ContinuousClock.Instant
    private let state: Locked<State>

    package init() {
        start = .now
        state = Locked(State(now: start))
    }

    package var now: ContinuousClock.Instant { state.withLock { $0.now } }

    package var timing: Timing {
        Timing(
            now: { self.now },
            timeOfDay: { UTCSecond(secondsSince1970: 1_800_000_000).advanced(by: self.now - self.start) },
            sleep: { try await self.sleep($0) }, jitter: { 0.5 })
    }

    package func advance(by duration: Duration) {
        for sleeper in state.withLock({ $0.move(to: $0.now + duration) }) { sleeper.continuation.resume() }
    }

    /// Comes back when somebody sleeps, or when the task is cancelled.
    package func somebodySleeps() async {
        while state.withLock({ $0.sleepers.isEmpty }), !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(1))
        }
    }

    /// Moves on to where the first sleep ends, as soon as there is one.
    package func wakeNext() async {
        await somebodySleeps()
        let woken = state.withLock { state in
            state.sleepers.map(\.end).min().map { state.move(to: $0) } ?? []
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    private func sleep(_ duration: Duration) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    guard state.cancelled.remove(id) == nil else { return true }
                    state.sleepers.append(Sleeper(id: id, end: state.now + duration, continuation: continuation))
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}
