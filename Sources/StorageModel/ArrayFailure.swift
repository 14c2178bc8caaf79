/// Everything that can go wrong between this tool and an array.
package enum ArrayFailure: Error, Sendable, Hashable {
    /// No connection: refused, no route, time-out. The request was not sent.
    case unreachable(RequestFacts, reason: String)
    /// Nothing was done, and nothing will be until somebody puts right what the remedy says: an unknown host, a certificate
    /// that is not trusted, a proxy that refuses.
    case misconfigured(RequestFacts, reason: String, remedy: String)
    /// The connection ended after the request was sent and before an answer came: it may or may not have been done.
    case answerLost(RequestFacts, reason: String)
    /// 503, or 500 "REST server is still initializing" (dsp-api.md 1.7), through the whole retry budget.
    case unavailable(RequestFacts, reason: String)
    /// The login was refused.
    case authenticationRefused(RequestFacts, message: String)
    /// Logged in, but this is not allowed.
    case permissionDenied(RequestFacts, message: String)
    case notFound(RequestFacts, message: String)
    /// 409, and 400 code 15 for snapshots: something of that name is there already.
    case conflict(RequestFacts, message: String)
    /// Done, but what the array has made is not what the steps that follow were planned for.
    case unexpected(RequestFacts, message: String)
    /// 400 and 422: the array will not do this.
    case refused(RequestFacts, message: String)
    /// Any other error answer.
    case serverError(RequestFacts, message: String)
    /// An answer that is no DSP answer.
    case unintelligible(RequestFacts, reason: String)
    /// A DSP's answer that lacks a value which nothing can be planned without.
    case unusable(RequestFacts, reason: String)
    /// Nothing was sent, because this run's lease has run out.
    case leaseLost(RequestFacts)
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

/// The HTTP facts of a failure. Never holds a body, a token or a password.
package struct RequestFacts: Sendable, Hashable, CustomStringConvertible {
    package var method: String
    /// `http://host:port/v2.3/path`, without query.
    package var url: String
    package var tenant: TenantPath?
    package var status: Int?

    package init(method: String, url: String, tenant: TenantPath? = nil, status: Int? = nil) {
        self.method = method
        self.url = url
        self.tenant = tenant
        self.status = status
    }

    package var description: String {
        var text = "\(method) \(url)"
        if let status { text += " → \(status)" }
        if let tenant { text += " (tenant \(tenant))" }
        return text
    }
}
