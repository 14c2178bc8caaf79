import Locking
import StorageModel

/// Time that passes only by sleeping, and without waiting for it.
final class FakeTiming: Sendable {
    private let start = ContinuousClock.now
    private let state = Locked((now: ContinuousClock.now, sleeps: [Duration]()))

    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    var now: ContinuousClock.Instant { state.withLock { $0.now } }

    func advance(by duration: Duration) { state.withLock { $0.now += duration } }

    /// Without luck every wait is exactly the interval.
    func timing(jitter: Double = 0.5) -> Timing {
        Timing(
            now: { self.now },
            timeOfDay: { UTCSecond(secondsSince1970: 1_800_000_000).advanced(by: self.now - self.start) },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock {
                    $0.now += duration
                    $0.sleeps.append(duration)
                }
            },
            jitter: { jitter })
    }
}
