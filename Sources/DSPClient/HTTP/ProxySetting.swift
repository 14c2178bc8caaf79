private import Glibc

/// The proxy that the environment names for an endpoint, as libcurl reads it, for messages.
enum ProxySetting {
    /// Host and port of the proxy and the variable that names it, without the login that the variable may hold; nil when
    /// there is none.
    static func description(for endpoint: Endpoint) -> String? {
        guard !endpoint.isLoopback else { return nil }
        // libcurl ignores HTTP_PROXY in capitals, which a web server's client could set.
        let names =
            switch endpoint.scheme {
            case .http: ["http_proxy", "all_proxy", "ALL_PROXY"]
            case .https: ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
            }
        for name in names {
            guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
            let withoutScheme = value.firstRange(of: "://").map { value[$0.upperBound...] } ?? value[...]
            let host = withoutScheme.split(separator: "@", omittingEmptySubsequences: false).last ?? withoutScheme
            return "\(host.prefix { $0 != "/" }) (from \(name))"
        }
        return nil
    }
}
