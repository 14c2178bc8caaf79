private import Locking

/// Until when this client may change anything. Asked at every single attempt, as late as possible: a process that was
/// stopped for minutes goes on in the middle of whatever it was doing.
final class WritePermit: Sendable {
    private let end = Locked<ContinuousClock.Instant?>(nil)

    /// Nil as long as there is no lease: then there is no limit.
    var deadline: ContinuousClock.Instant? { end.withLock { $0 } }

    func extend(to deadline: ContinuousClock.Instant) { end.withLock { $0 = deadline } }
}
