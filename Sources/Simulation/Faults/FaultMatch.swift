/// Which requests a fault is for: a method, the beginning of a path, or both; an empty match is for all.
struct FaultMatch: Sendable, CustomStringConvertible {
    let method: String?
    let pathPrefix: String

    /// Reads `"PUT /app_instances"`, `"/login"`, `"POST"` or `{"method": "PUT", "path": "/app_instances"}`.
    init(_ value: JSONValue?) {
        let words = (value?.string ?? "").split(separator: " ").map { String($0) }
        method = value?["method"]?.string ?? words.first { !$0.hasPrefix("/") }
        pathPrefix = value?["path"]?.string ?? words.first { $0.hasPrefix("/") } ?? ""
    }

    var description: String { [method, pathPrefix].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ") }

    /// The path counts from behind the API version, or in full.
    func admits(_ request: SimulatedRequest) -> Bool {
        guard method == nil || method == request.method else { return false }
        let path = request.rawPath
        let unversioned = path.dropFirst().drop { $0 != "/" }
        return path.hasPrefix(pathPrefix) || unversioned.hasPrefix(pathPrefix)
    }
}
