import Locking

@testable import Simulation

/// A clock that stands still until a test moves it.
final class ManualClock: Sendable {
    // A class, since the simulator and the test must see the same clock.
    private let moment = Locked(ArrayTime(nanoseconds: 1_600_000_000_123_456_789))

    var now: ArrayTime { moment.withLock { $0 } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0.advanced(by: duration) } }
}
