package import Execution
package import StorageModel

extension ArrayFailure {
    package var exitStatus: ExitStatus {
        switch self {
        case .authenticationRefused, .permissionDenied: .authenticationFailed
        case .leaseLost: .leaseHeld
        case .ownerChanged: .stale
        case .unreachable, .misconfigured, .answerLost, .unavailable, .notFound, .conflict, .refused, .serverError,
            .unintelligible, .unusable, .noCommonVersion:
            .failure
        case .unexpected: .partlyApplied
        }
    }

    /// What a step has found changed since the plan is stale as long as nothing of the plan is done.
    fileprivate func exitStatus(afterOthers: Bool) -> ExitStatus {
        if case .ownerChanged = self, afterOthers { return .partlyApplied }
        return exitStatus
    }
}

extension StepFailure {
    fileprivate func exitStatus(afterOthers: Bool) -> ExitStatus {
        switch self {
        case .array(let failure): failure.exitStatus(afterOthers: afterOthers)
        case .image(let failure): failure.isRefusal && !afterOthers ? .invalidInput : .failure
        }
    }
}

extension Apply.Outcome {
    package var exitStatus: ExitStatus {
        switch self {
        case .converged: .success
        case .notConverged: .partlyApplied
        case .unverified(_, let failure): .first(of: [failure.exitStatus, .partlyApplied])
        case .stale: .stale
        case .leaseHeld, .leaseLost: .leaseHeld
        case .incomplete(let summary):
            .first(
                of: summary.failed.map { $0.failure.exitStatus(afterOthers: !summary.done.isEmpty) }
                    + [summary.done.isEmpty ? .failure : .partlyApplied])
        }
    }
}

extension Approval.Refusal {
    package var exitStatus: ExitStatus {
        switch self {
        case .destructive, .disruptive: .blocked
        case .noTerminal, .declined, .halfAnswer: .declined
        // The signal says more, and comes first.
        case .unanswered: .failure
        }
    }
}
