package import StorageModel

/// What became of work that needs a lease.
package enum LeaseOutcome<Result: Sendable>: Sendable {
    /// Not begun: another run holds the lease.
    case held(LeaseReading)
    case completed(Result)
    /// Cut short: the lease was lost on the way.
    case lost(Result)
}
