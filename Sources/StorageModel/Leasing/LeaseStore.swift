/// The port to the place where leases are kept: the array itself, so that every client that could interfere sees them.
package protocol LeaseStore: Sendable {
    /// Makes the lease object of a stack, or says which one is in the way.
    ///
    /// - Parameter ttl: how long it is valid unless it is renewed.
    func createLease(
        of stack: String, for holder: LeaseHolder, nonce: String, ttl: Duration
    ) async throws(ArrayFailure) -> LeaseClaim

    /// Makes a lease valid for another `ttl`. Nil when its object is gone, and so the lease lost.
    func renewLease(_ tenure: LeaseTenure, ttl: Duration) async throws(ArrayFailure) -> LeaseTenure?

    /// The lease object of a stack; nil when there is none.
    func lease(of stack: String) async throws(ArrayFailure) -> LeaseReading?

    /// Removes exactly this object; one that is gone already is as good.
    ///
    /// - Parameter deadline: nothing is sent after it; nil when it does not matter.
    func deleteLease(
        _ object: AppInstanceReference, before deadline: ContinuousClock.Instant?
    ) async throws(ArrayFailure)
}
