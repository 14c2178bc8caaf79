package import StorageModel

/// How long a lease lasts and how patiently one is waited for.
package struct LeaseTerms: Sendable {
    package var ttl: Duration = .seconds(60)
    /// How often it is renewed; several renewals may fail before it runs out.
    package var renewal: Duration = .seconds(15)
    /// How long to wait for a lease that another run holds.
    package var patience: Duration = .zero
    /// How often to look meanwhile.
    package var look: Duration = .seconds(1)

    package init() {}
}

/// What became of work that needs a lease.
package enum LeaseOutcome<Result: Sendable>: Sendable {
    /// Not begun: another run holds the lease.
    case held(LeaseReading)
    case completed(Result)
    /// Cut short: the lease was lost on the way.
    case lost(Result)
}
