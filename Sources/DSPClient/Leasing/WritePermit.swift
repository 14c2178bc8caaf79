private import Locking
internal import StorageModel

/// Until when this client may change anything. Asked at every single attempt, as late as possible: a process that was
/// stopped for minutes continues in the middle of what it was doing.
///
/// Of several leases the first that ends counts. One that has been given back still counts, so that nothing is written
/// after it either.
final class WritePermit: Sendable {
    private let ends = Locked<[AppInstanceReference: ContinuousClock.Instant]>([:])

    /// Nil as long as there is no lease: then there is no limit.
    var deadline: ContinuousClock.Instant? { ends.withLock { $0.values.min() } }

    func extend(_ lease: AppInstanceReference, to deadline: ContinuousClock.Instant) {
        ends.withLock { $0[lease] = deadline }
    }
}
