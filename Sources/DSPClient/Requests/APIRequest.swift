internal import StorageModel

/// One request in the API's terms; version, session and address are added when it is sent.
struct APIRequest: Sendable {
    var method: HTTPMethod
    var path: APIPath
    var query: [(name: String, value: String)] = []
    /// The `tenant` header; nil sends none.
    var tenant: TenantPath?
    var body: (any Encodable & Sendable)?
    /// Whether doing it twice leaves the array as doing it once does.
    var isRepeatable: Bool
    /// Whether it may go out only while this client's lease, if it has one, is good.
    var needsLease = false
    /// Renews or removes a lease: it waits for no other request, and is counted separately.
    var isLease = false
    /// Nil for the configured one.
    var timeout: Duration?
    /// It must not go out after this moment.
    var notAfter: ContinuousClock.Instant?

    static func get(
        _ path: APIPath, query: [(name: String, value: String)] = [], in tenant: TenantPath = .root
    ) -> APIRequest {
        APIRequest(method: .get, path: path, query: query, tenant: tenant, isRepeatable: true)
    }

    /// Sets values.
    static func put(_ path: APIPath, _ body: some Encodable & Sendable, in tenant: TenantPath) -> APIRequest {
        APIRequest(method: .put, path: path, tenant: tenant, body: body, isRepeatable: true)
    }

    /// Adds to or removes from a collection; the second time is a conflict (dsp-api.md section 2).
    static func put(membership: MembershipBody, of path: APIPath, in tenant: TenantPath) -> APIRequest {
        APIRequest(method: .put, path: path, tenant: tenant, body: membership, isRepeatable: false)
    }

    static func post(_ path: APIPath, _ body: some Encodable & Sendable, in tenant: TenantPath) -> APIRequest {
        APIRequest(method: .post, path: path, tenant: tenant, body: body, isRepeatable: false)
    }

    static func delete(_ path: APIPath, in tenant: TenantPath) -> APIRequest {
        APIRequest(method: .delete, path: path, tenant: tenant, isRepeatable: false)
    }
}
