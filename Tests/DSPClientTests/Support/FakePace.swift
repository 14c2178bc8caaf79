import DSPClient
import Locking

/// Time that passes only by sleeping, and without waiting for it.
final class FakePace: Sendable {
    private let state = Locked((now: Duration.zero, sleeps: [Duration]()))

    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    /// Without luck every wait is exactly the interval.
    func pace(chance: Double = 0.5) -> Timing {
        Timing(
            now: { self.state.withLock { $0.now } },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock {
                    $0.now += duration
                    $0.sleeps.append(duration)
                }
            },
            chance: { chance })
    }
}
