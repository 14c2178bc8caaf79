/// The request line's target, taken apart: which API version, which path below it, which query.
struct RequestTarget: Sendable {
    let version: APIVersion
    /// Percent-decoded segments after the version.
    let segments: [String]
    let query: [(name: String, value: String)]

    var path: String { "/" + segments.joined(separator: "/") }

    /// Paths without a version exist only for `/api_versions`, which is answered before this is asked.
    init(_ request: SimulatedRequest) throws(Refusal) {
        let segments = try request.pathSegments()
        guard let query = PercentEncoding.pairs(request.rawQuery) else {
            throw .invalidRequest("Malformed percent-encoding in the query")
        }
        guard let first = segments.first, first.hasPrefix("v"), let version = APIVersion(first) else {
            throw .absent("Path", "/" + segments.joined(separator: "/"))
        }
        self.version = version
        self.segments = Array(segments.dropFirst())
        self.query = query
    }
}
