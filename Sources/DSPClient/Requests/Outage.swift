private import Locking

/// Since when no request of this client has been answered, and whether that was reported.
///
/// One request is tried again until its budget is used up. That an array is not there is no matter of one request,
/// though: a run of a thousand steps must end after one budget, not after a thousand.
final class Outage: Sendable {
    private struct State: Sendable {
        var start: ContinuousClock.Instant?
        var lastTold: ContinuousClock.Instant?
        var hasAnswered = false
    }

    private static let silence: Duration = .seconds(10)

    private let state = Locked(State())

    /// A request came to nothing for now. Returns since when all have.
    func note(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        state.withLock { state in
            let start = state.start ?? now
            state.start = start
            return start
        }
    }

    /// The array has answered.
    func end() {
        state.withLock { state in
            state.start = nil
            state.hasAnswered = true
        }
    }

    /// Whether it ever has.
    var hasAnswered: Bool { state.withLock { $0.hasAnswered } }

    /// Whether to report the outage: the user must know what is waited for, but a busy array must not flood the screen.
    func mayTell(at now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            if let last = state.lastTold, now - last < Self.silence { return false }
            state.lastTold = now
            return true
        }
    }
}
