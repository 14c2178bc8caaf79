package import StorageModel

/// How to reach an array, as whom, and how patiently.
package struct DSPConfiguration: Sendable, Hashable {
    package var endpoint: Endpoint
    package var username: String
    package var password: Secret
    /// An LDAP server that knows the user (Cinder's `datera_ldap_server`); nil for the array's own users.
    package var remoteServer: String?
    /// The only version to use; nil takes the newest that both sides speak.
    package var apiVersion: APIVersion?
    package var retryInterval: Duration = .seconds(5)
    package var retryBudget: Duration = .seconds(120)
    /// The longest silence within one request: an answer that still arrives is not cut.
    package var requestTimeout: Duration = .seconds(60)
    /// What the array's logs show as the client: the `Datera-Driver` header.
    package var userAgent = "datera-apply"
    /// Objects per page of a list; the DSP's maximum is 1000 (dsp-api.md 1.5).
    package var pageSize = 1000
    /// How many requests one reading of the array keeps in flight.
    package var parallelReads = 8

    package init(
        endpoint: Endpoint, username: String, password: Secret, remoteServer: String? = nil,
        apiVersion: APIVersion? = nil
    ) {
        self.endpoint = endpoint
        self.username = username
        self.password = password
        self.remoteServer = remoteServer
        self.apiVersion = apiVersion
    }
}
