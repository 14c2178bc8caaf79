package import StorageModel

/// The request that a call will be, for a person to read: `plan --requests`.
package struct RequestPreview: Sendable, Equatable {
    package var method: String
    /// With the API version.
    package var path: String
    package var tenant: TenantPath?
    /// Exactly what is sent, but for secrets: in their place stands where they come from.
    package var body: String?

    package init(_ call: ArrayCall, api: APIVersion) {
        let masks = Dictionary(
            call.secretReferences.map { ($0, Secret("(secret from \($0))")) }, uniquingKeysWith: { first, _ in first })
        // Every secret that the call names has its mask, and no body can fail to encode.
        guard let request = try? call.request(api: api, secrets: masks) else {
            (method, path) = ("?", "?")
            return
        }
        method = request.method.rawValue
        path = "/v\(api.rawValue)\(request.path.encoded)"
        tenant = request.tenant
        body = request.body.flatMap { try? JSON.encode($0) }.map { String(decoding: $0, as: UTF8.self) }
    }
}
