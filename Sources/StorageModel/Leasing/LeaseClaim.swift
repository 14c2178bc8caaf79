/// What an array answers to a run that wants the lease of a stack.
package enum LeaseClaim: Sendable, Hashable {
    case granted(LeaseTenure)
    /// There is one, as it was found.
    case held(LeaseReading)
}
