/// Everything that can go wrong between this tool and an array.
package enum ArrayFailure: Error, Sendable, Hashable {
    /// No connection: refused, no route, time-out. The request was not sent.
    case unreachable(FailedCall, reason: String)
    /// Nothing was done, and nothing will be until the cause is corrected as the remedy says: an unknown host, a
    /// certificate that is not trusted, a proxy that refuses.
    case misconfigured(FailedCall, reason: String, remedy: String)
    /// The connection ended after the request was sent and before an answer came: it may or may not have been done.
    case answerLost(FailedCall, reason: String)
    /// Busy, or still starting, through the whole retry budget: nothing was done.
    case unavailable(FailedCall, reason: String)
    /// The login was refused.
    case authenticationRefused(FailedCall, message: String)
    /// Logged in, but this is not allowed.
    case permissionDenied(FailedCall, message: String)
    case notFound(FailedCall, message: String)
    /// Something of that name is there already.
    case conflict(FailedCall, message: String)
    /// Done, but what the array has made is not what the steps that follow were planned for.
    case unexpected(FailedCall, message: String)
    /// The array will not do this.
    case refused(FailedCall, message: String)
    /// Any other error answer.
    case serverError(FailedCall, message: String)
    /// An answer that is not a DSP response.
    case unintelligible(FailedCall, reason: String)
    /// A DSP's answer that lacks a value which nothing can be planned without.
    case unusable(FailedCall, reason: String)
    /// Nothing was sent, because this run's lease has run out.
    case leaseLost(FailedCall)
    /// Nothing was sent, because the app instance is no longer whose it was when the call was planned.
    case ownerChanged(String)
    /// The array speaks none of the API versions that this tool speaks.
    case noCommonVersion(offered: [String])

    /// Whether the same request may succeed a little later, without anyone doing anything.
    package var isTransient: Bool {
        switch self {
        case .unreachable, .answerLost, .unavailable: true
        case .misconfigured, .authenticationRefused, .permissionDenied, .notFound, .conflict, .unexpected, .refused,
            .serverError, .unintelligible, .unusable, .leaseLost, .ownerChanged, .noCommonVersion:
            false
        }
    }

    /// Whether the call may have been done in spite of it.
    package var leavesDoubt: Bool {
        switch self {
        case .answerLost, .serverError, .unintelligible, .unusable, .unexpected: true
        case .unreachable, .misconfigured, .unavailable, .authenticationRefused, .permissionDenied, .notFound,
            .conflict, .refused, .leaseLost, .ownerChanged, .noCommonVersion:
            false
        }
    }

    /// Whether only a look at the array can tell if the call was done.
    package var needsStandingCheck: Bool {
        switch self {
        case .answerLost, .conflict: true
        case .unreachable, .misconfigured, .unavailable, .authenticationRefused, .permissionDenied, .notFound,
            .unexpected, .refused, .serverError, .unintelligible, .unusable, .leaseLost, .ownerChanged,
            .noCommonVersion:
            false
        }
    }
}

/// The call that has failed, for a person. No code decides by it, and it never holds a body, a token or a password.
package struct FailedCall: Sendable, Hashable, CustomStringConvertible {
    /// What was sent where, as the client writes it.
    package var text: String
    package var tenant: TenantPath?
    /// The number with which the array has answered; nil without an answer.
    package var code: Int?

    package init(_ text: String, tenant: TenantPath? = nil, code: Int? = nil) {
        self.text = text
        self.tenant = tenant
        self.code = code
    }

    package var description: String {
        var text = text
        if let code { text += " → \(code)" }
        if let tenant { text += " (tenant \(tenant))" }
        return text
    }
}
