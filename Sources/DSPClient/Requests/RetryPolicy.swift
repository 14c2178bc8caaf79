/// The one place that decides what is tried again, and when.
///
/// | attemptFailure                        | reads, sets values | adds, removes, creates, deletes |
/// |--------------------------------|--------------------|---------------------------------|
/// | nothing sent, array busy       | again              | again                           |
/// | sent, no answer (502, 504 too) | again              | never: it may have been done    |
/// | settings that lead nowhere     | never              | never                           |
/// | the lease has run out          | never              | never                           |
struct RetryPolicy: Sendable {
    /// Cinder's `datera_503_interval`.
    var interval: Duration
    /// Cinder's `datera_503_timeout`: the time from the first attempt, or from the array's last answer to anyone before
    /// that, within which the last attempt must begin.
    var budget: Duration

    /// What is left of the budget, for a person.
    func left(after elapsed: Duration) -> String {
        let tenths = max(0, (budget - elapsed).milliseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10) seconds"
    }

    /// How long to wait before the next attempt; nil for no further attempt.
    ///
    /// Waits are spread by a quarter to either side, so that many clients do not come back in step.
    ///
    /// - Parameter hasAnswered: whether the array has ever answered this client.
    func wait(
        after attemptFailure: AttemptFailure, isRepeatable: Bool, hasAnswered: Bool, elapsed: Duration, jitter: Double
    ) -> Duration? {
        let least: Duration
        switch attemptFailure {
        case .transport(.tooLate): return nil
        case .transport(.hopeless(let fault)):
            guard hasAnswered, fault.mayPass else { return nil }
            least = .zero
        case .transport(.noAnswer), .swallowed:
            guard isRepeatable else { return nil }
            if case .swallowed(_, let retryAfter?) = attemptFailure { least = retryAfter } else { least = .zero }
        case .transport(.notSent): least = .zero
        case .busy(_, _, let retryAfter): least = retryAfter ?? .zero
        }
        let wait = max(least, interval * (0.75 + jitter / 2))
        return elapsed + wait <= budget ? wait : nil
    }
}
