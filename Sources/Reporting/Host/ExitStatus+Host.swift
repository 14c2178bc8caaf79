package import Attachment

extension ExitStatus {
    /// Of a run on a host: 0 all is as wanted, 3 something is missing, 4 the user has to act first.
    package init(_ outcome: HostReport.Outcome) {
        switch outcome {
        case .converged: self = .success
        case .incomplete: self = .partlyApplied
        case .blocked: self = .blocked
        }
    }
}
