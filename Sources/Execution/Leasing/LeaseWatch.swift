internal import StorageModel

/// Whether a lease has been seen unchanged for so long that its run cannot write any more. A pure value.
///
/// This is how a lease ends on an array that shows no clock. The run that holds it stops writing when it has not
/// renewed it for 5/6 of its time, by a monotonic clock; a client that has seen the same record at two moments that are
/// that time apart, by such a clock of its own, knows that there was no renewal in between.
struct LeaseWatch {
    /// The record, and when the answer that first showed it was there.
    private var first: (reading: LeaseReading, answered: ContinuousClock.Instant)?

    /// - Parameters:
    ///   - asked: when the question was put that the reading answers.
    ///   - answered: when the answer was there.
    /// - Returns: whether the lease may be taken over.
    mutating func sees(
        _ found: LeaseReading, asked: ContinuousClock.Instant, answered: ContinuousClock.Instant
    ) -> Bool {
        guard let first, first.reading.object == found.object, first.reading.record == found.record else {
            first = (found, answered)
            return false
        }
        return found.quietTime.map { asked - first.answered >= $0 } ?? false
    }
}
