/// Where an array's management interface listens.
package struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    package enum Scheme: String, Sendable, Hashable {
        case http, https

        /// The ports that every public client has wired in (dsp-api.md 1.1).
        package var defaultPort: Int {
            switch self {
            case .http: 7717
            case .https: 7718
            }
        }
    }

    package var scheme: Scheme
    /// A name or an address; an IPv6 address without brackets.
    package var host: String
    package var port: Int

    package init(scheme: Scheme = .https, host: String, port: Int? = nil) {
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.defaultPort
    }

    /// The start of every URL: `https://host:7718`.
    package var description: String {
        "\(scheme.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Whether the host is this very machine, by its usual names.
    package var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
