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
            "the connection was lost before the answer came: \(reason) (\(facts)). Run again: what was done is detected."
        case .unavailable(let facts, let reason):
            "the array is not ready: \(reason) (\(facts)). Run again later, or allow a longer --retry-timeout."
        case .authenticationRefused(_, let message):
            "the array refused the login: \(message.asSentence) Check user, password and, for LDAP, the remote server."
        case .permissionDenied(let facts, let message):
            "the user is not allowed to do that: \(message) (\(facts))"
        case .notFound(let facts, let message):
            "not found: \(message) (\(facts))"
        case .conflict(let facts, let message):
            "already exists: \(message) (\(facts))"
        case .unexpected(let facts, let message):
            "created, but \(message) (\(facts))"
        case .refused(let facts, let message):
            "the array refused: \(message) (\(facts))"
        case .serverError(let facts, let message):
            "the array failed: \(message) (\(facts))"
        case .unintelligible(let facts, let reason):
            "not a DSP response: \(reason) (\(facts)). Is this the address of a DSP management interface?"
        case .unusable(let facts, let reason):
            "the array's response cannot be used: \(reason) (\(facts)). Correct that object on the array."
        case .leaseLost(let facts):
            "not sent, because the lease of this run has expired (\(facts)). Run again."
        case .ownerChanged(let message):
            "\(message.asSentence) The step was not carried out. Plan again."
        case .noCommonVersion(let offered):
            "the array speaks API \(offered.isEmpty ? "versions unknown" : offered.joined(separator: ", ")); "
                + "this tool speaks \(APIVersion.allCases.map(\.rawValue).joined(separator: ", "))."
        }
    }
}
