internal import StorageModel

extension APIRequest {
    /// The complete request (dsp-api.md 1.1 and 1.2).
    ///
    /// - Parameter version: the path's first part, `v2.3`; nil for paths without one.
    func http(
        version: APIVersion?, key: Secret?, configuration: DSPConfiguration
    ) throws -> HTTPRequest {
        var headers = HTTPHeaders()
        headers["Datera-Driver"] = configuration.userAgent
        headers["Auth-Token"] = key?.content
        headers["tenant"] = tenant?.description
        let body = try body.map { try JSON.encode($0) }
        if body != nil { headers["Content-Type"] = "application/json; charset=utf-8" }
        let query = query.map { "\($0.name.percentEncoded())=\($0.value.percentEncoded())" }.joined(separator: "&")
        return HTTPRequest(
            method: method, endpoint: configuration.endpoint,
            path: (version.map { "/v\($0.rawValue)" } ?? "") + path.encoded, query: query.isEmpty ? nil : query,
            headers: headers, body: body,
            timeout: min(timeout ?? configuration.requestTimeout, configuration.requestTimeout),
            isRepeatable: isRepeatable, isUrgent: isLease)
    }
}
