/// What a run does at the moment, for those who show it.
package enum HostEvent: Sendable, Equatable {
    /// Another run has the lock of this host.
    case waitingForLock
    case started(PlannedHostStep)
    case finished(PlannedHostStep)
    case failed(PlannedHostStep, HostProblem)
}
