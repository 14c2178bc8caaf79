package import StorageModel

/// One HTTP request that was sent, for traces and counts. Never holds a body, a token or a password.
package struct RequestRecord: Sendable, Hashable {
    package var method: String
    /// `/v2.3/app_instances?limit=1000`
    package var target: String
    /// Requests that do the same: `POST /app_instances`, `PUT /app_instances/{id}`, `lease`.
    package var endpoint: String
    package var tenant: TenantPath?
    package var outcome: Outcome
    package var duration: Duration
    package var isRetry: Bool

    package enum Outcome: Sendable, Hashable {
        case status(Int)
        /// No answer, and why.
        case failed(String)
    }

    package init(
        method: String, target: String, endpoint: String, tenant: TenantPath?, outcome: Outcome, duration: Duration,
        isRetry: Bool
    ) {
        self.method = method
        self.target = target
        self.endpoint = endpoint
        self.tenant = tenant
        self.outcome = outcome
        self.duration = duration
        self.isRetry = isRetry
    }
}
