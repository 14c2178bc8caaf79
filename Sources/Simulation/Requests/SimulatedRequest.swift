/// One HTTP request, whichever way it came.
package struct SimulatedRequest: Sendable {
    package let method: String
    /// Path and query as on the request line, percent-encoded.
    package let target: String
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package init(
        method: String, target: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, in whichever case it was written.
    func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name.lowercased() == name }?.value
    }

    var rawPath: Substring { target.prefix { $0 != "?" } }

    /// The decoded segments of the path.
    func pathSegments() throws(Refusal) -> [String] {
        var segments: [String] = []
        for segment in rawPath.split(separator: "/") {
            guard let decoded = PercentEncoding.decoded(segment) else {
                throw .invalidRequest("Malformed percent-encoding in the path")
            }
            segments.append(decoded)
        }
        return segments
    }

    var rawQuery: Substring { target.dropFirst(rawPath.count).dropFirst() }

    var isForm: Bool { header("content-type")?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false }
}

/// A login that has not expired yet.
struct Session: Sendable, Codable, Equatable {
    let key: String
    let user: String
    let expiresAt: ArrayTime
}
