extension ArrayFailure: CustomStringConvertible {
    /// What failed, on what, and what to do: one or two sentences for a person.
    ///
    /// Escaped and bounded here, for every place that prints it: parts of it come from the array, or from whatever else
    /// has answered in its place.
    package var description: String { text.shown() }

    private var text: String {
        switch self {
        case .unreachable(let facts, let reason):
            "cannot reach the array: \(reason) (\(facts)). Check the address, the port and the network."
        case .misconfigured(let facts, let reason, let remedy):
            "cannot reach the array: \(reason) (\(facts)). \(remedy)"
        case .answerLost(let facts, let reason):
            "the connection was lost before the answer came: \(reason) (\(facts)). Run again: what was done is found."
        case .unavailable(let facts, let reason):
            "the array is not ready: \(reason) (\(facts)). Run again later, or allow a longer --retry-timeout."
        case .authenticationRefused(_, let message):
            "the array refused the login: \(message.asSentence) Check user, password and, for LDAP, the remote server."
        case .permissionDenied(let facts, let message):
            "this login may not do that: \(message) (\(facts))"
        case .notFound(let facts, let message):
            "not found: \(message) (\(facts))"
        case .conflict(let facts, let message):
            "already there: \(message) (\(facts))"
        case .unexpected(let facts, let message):
            "made, but \(message) (\(facts))"
        case .refused(let facts, let message):
            "the array refused: \(message) (\(facts))"
        case .serverError(let facts, let message):
            "the array failed: \(message) (\(facts))"
        case .unintelligible(let facts, let reason):
            "that was no DSP answer: \(reason) (\(facts)). Is this the address of a DSP management interface?"
        case .unusable(let facts, let reason):
            "the array's answer cannot be used: \(reason) (\(facts)). Mend that object on the array."
        case .leaseLost(let facts):
            "not sent, because the lease of this run has run out (\(facts)). Run again."
        case .ownerChanged(let message):
            "\(message.asSentence) The step was not carried out. Plan again."
        case .noCommonVersion(let offered):
            "the array speaks API \(offered.isEmpty ? "versions unknown" : offered.joined(separator: ", ")); "
                + "this tool speaks \(APIVersion.allCases.map(\.rawValue).joined(separator: ", "))."
        }
    }
}
