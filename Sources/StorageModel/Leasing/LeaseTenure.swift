/// A lease that this process holds.
package struct LeaseTenure: Sendable, Hashable {
    package var object: AppInstanceReference
    package var record: LeaseRecord
    /// By this machine's clock, which no clock of another machine moves: nothing is written after it.
    ///
    /// Earlier than any moment at which others see the lease as expired, and by the reserve earlier still.
    package var deadline: ContinuousClock.Instant

    package init(object: AppInstanceReference, record: LeaseRecord, deadline: ContinuousClock.Instant) {
        self.object = object
        self.record = record
        self.deadline = deadline
    }
}

/// What an array answers to a run that wants the lease of a stack.
package enum LeaseClaim: Sendable, Hashable {
    case granted(LeaseTenure)
    /// There is one, as it was found.
    case held(LeaseReading)
}
