internal import StorageModel

/// Why one attempt came to nothing although the same request might succeed later.
enum Setback: Error, Sendable, Hashable {
    case transport(TransportFailure)
    /// 503, or 500 while the REST server starts (dsp-api.md 1.7, Q4): nothing was done.
    case busy(reason: String, status: Int, retryAfter: Duration?)

    /// What the caller is told once nobody tries any longer.
    func failure(_ facts: RequestFacts) -> ArrayFailure {
        switch self {
        case .transport(.notSent(let reason)), .transport(.notTrusted(let reason)):
            return .unreachable(facts, reason: reason)
        case .transport(.tooLate): return .leaseLost(facts)
        case .transport(.noAnswer(let reason)):
            return .answerLost(facts, reason: reason)
        case .busy(let reason, let status, _):
            var facts = facts
            facts.status = status
            return .unavailable(facts, reason: reason)
        }
    }
}

extension Setback: CustomStringConvertible {
    var description: String {
        switch self {
        case .transport(.notSent(let reason)), .transport(.notTrusted(let reason)), .transport(.noAnswer(let reason)),
            .busy(let reason, _, _):
            reason
        case .transport(.tooLate): "too late to send it"
        }
    }
}
