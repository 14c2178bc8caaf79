import DSPClient
import Locking
import StorageModel

/// An array that answers from a script and remembers what it was asked.
///
/// Routes are `GET /app_instances`, without version and query; `GET /app_instances @/root/a` is for one tenant. A route's
/// replies are used up in turn, the last one stays. Logins are answered by themselves unless there is a route for them.
final class ScriptedArray: HTTPTransport {
    private struct State {
        var routes: [String: [Reply]] = [:]
        var requests: [HTTPRequest] = []
        var logins = 0
    }

    private let versions: Set<String>
    private let state = Locked(State())

    init(versions: Set<String> = ["2.1", "2.2", "2.3"], _ routes: [String: [Reply]] = [:]) {
        self.versions = versions
        state.withLock { $0.routes = routes }
    }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    /// `PUT /v2.3/login`, `GET /v2.3/app_instances?limit=1000 @/root`…
    var log: [String] { requests.map(Self.line) }

    /// The log without logins.
    var work: [String] { log.filter { !$0.contains("/login") } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let reply = state.withLock { state -> Reply in
            state.requests.append(request)
            return Self.reply(to: request, &state, versions)
        }
        return try reply.response(to: request)
    }

    private static func reply(to request: HTTPRequest, _ state: inout State, _ versions: Set<String>) -> Reply {
        let (version, path) = split(request.path)
        let route = "\(request.method.rawValue) \(path)"
        for key in ["\(route) @\(request.headers["tenant"] ?? "-")", route] {
            guard let replies = state.routes[key], let first = replies.first else { continue }
            if replies.count > 1 { state.routes[key]?.removeFirst() }
            return first
        }
        guard let version else { return .status(404) }
        guard versions.contains(version) else { return .error(400, name: "UnsupportedVersionError", code: 99) }
        guard route == "PUT /login" else { return .error(404, name: "NotFoundError", code: 4) }
        state.logins += 1
        return .json(#"{"key":"key-\#(state.logins)","version":"v\#(version)"}"#)
    }

    private static func split(_ path: String) -> (version: String?, path: String) {
        guard path.hasPrefix("/v"), let end = path.dropFirst().firstIndex(of: "/") else { return (nil, path) }
        return (String(path[..<end].dropFirst(2)), String(path[end...]))
    }

    private static func line(_ request: HTTPRequest) -> String {
        let query = request.query.map { "?\($0)" } ?? ""
        let tenant = request.headers["tenant"].map { " @\($0)" } ?? ""
        return "\(request.method.rawValue) \(request.path)\(query)\(tenant)"
    }
}
