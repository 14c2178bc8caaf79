import DSPClient

/// Where `--notify` sends to. The path and the query of a web hook are its password, so that no message shows them.
struct NotificationTarget: Sendable {
    var endpoint: Endpoint
    /// With its query.
    private var path: String

    /// Nil for a text that is no http or https URL without a login.
    init?(_ url: String) {
        guard let scheme = [Endpoint.Scheme.https, .http].first(where: { url.hasPrefix("\($0.rawValue)://") }) else {
            return nil
        }
        let rest = url.dropFirst("\(scheme.rawValue)://".count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let tail = rest.dropFirst(authority.count)
        var host = String(authority)
        var port = scheme == .https ? 443 : 80
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let number = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(number) else {
                return nil
            }
            host = String(authority[..<colon])
            port = number
        }
        if host.first == "[", host.last == "]" { host = String(host.dropFirst().dropLast()) }
        let isHost = !host.isEmpty && host.allSatisfy { $0.isLetter || $0.isNumber || ".-_:".contains($0) }
        guard isHost, tail.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else {
            return nil
        }
        endpoint = Endpoint(scheme: scheme, host: host, port: port)
        path = tail.hasPrefix("/") ? String(tail) : "/\(tail)"
    }

    /// Whether others on the network can read what is sent.
    var isOpen: Bool { endpoint.scheme == .http && !endpoint.isLoopback }

    func request(posting json: String, timeout: Duration) -> HTTPRequest {
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return HTTPRequest(
            method: .post, endpoint: endpoint, path: parts[0], query: parts.count > 1 ? parts[1] : nil,
            headers: ["content-type": "application/json"], body: Array(json.utf8), timeout: timeout)
    }
}
