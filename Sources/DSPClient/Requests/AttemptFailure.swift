internal import StorageModel

/// Why one attempt came to nothing although the same request might succeed later.
enum AttemptFailure: Error, Sendable, Hashable {
    case transport(TransportFailure)
    /// 429, 503, or 500 while the REST server starts (dsp-api.md 1.7, Q4): nothing was done.
    case busy(reason: String, status: Int, retryAfter: Duration?)
    /// 502 or 504: something in front of the array answers because the array's own answer did not reach it. It may or
    /// may not have been done.
    case swallowed(status: Int, retryAfter: Duration?)

    /// Whether fewer requests at once would help.
    var asksForLess: Bool {
        switch self {
        case .busy, .swallowed: true
        case .transport: false
        }
    }

    /// Whether the request may have been done.
    var isLoss: Bool {
        switch self {
        case .transport(.noAnswer), .swallowed: true
        case .transport(.notSent), .transport(.hopeless), .transport(.tooLate), .busy: false
        }
    }

    /// The error that the caller gets after the last attempt.
    func failure(_ facts: FailedCall) -> ArrayFailure {
        switch self {
        case .transport(.notSent(let reason)): return .unreachable(facts, reason: reason)
        case .transport(.hopeless(let fault)):
            return .misconfigured(facts, reason: fault.reason, remedy: fault.remedy)
        case .transport(.tooLate): return .leaseLost(facts)
        case .transport(.noAnswer(let reason)):
            return .answerLost(facts, reason: reason)
        case .busy(let reason, let status, _):
            var facts = facts
            facts.code = status
            return .unavailable(facts, reason: reason)
        case .swallowed(let status, _):
            var facts = facts
            facts.code = status
            return .answerLost(facts, reason: description)
        }
    }
}

extension AttemptFailure: CustomStringConvertible {
    var description: String {
        switch self {
        case .transport(.notSent(let reason)), .transport(.noAnswer(let reason)), .busy(let reason, _, _): reason
        case .transport(.hopeless(let fault)): fault.reason
        case .swallowed(let status, _): "a gateway in front of the array answered HTTP \(status) in its place"
        case .transport(.tooLate): "too late to send it"
        }
    }
}
