private import Glibc
internal import StorageModel

/// The proxy that the environment names for an endpoint, as libcurl reads it, for messages.
enum ProxySetting {
    /// Host and port of the proxy and the variable that names it, without the login that the variable may hold; nil when
    /// there is none.
    static func description(for endpoint: Endpoint) -> String? {
        guard let setting = setting(for: endpoint) else { return nil }
        return "\(setting.authority.host) (from \(setting.variable))"
    }

    /// The password of its login as the variable holds it and as it is meant, and the header that libcurl makes of the login.
    static func secrets(for endpoint: Endpoint) -> [Secret] {
        guard let login = setting(for: endpoint)?.authority.login else { return [] }
        let password = login.firstIndex(of: ":").map { String(login[login.index(after: $0)...]) } ?? ""
        return [password, password.percentDecoded, login.percentDecoded.base64].map { Secret($0) }
    }

    private struct Setting {
        var variable: String
        var authority: (login: String?, host: String)
    }

    private static func setting(for endpoint: Endpoint) -> Setting? {
        guard !endpoint.isLoopback else { return nil }
        // libcurl ignores HTTP_PROXY in capitals, which a web server's client could set.
        let names =
            switch endpoint.scheme {
            case .http: ["http_proxy", "all_proxy", "ALL_PROXY"]
            case .https: ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
            }
        for name in names {
            guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
            return Setting(variable: name, authority: authority(in: value))
        }
        return nil
    }

    private static func authority(in address: String) -> (login: String?, host: String) {
        let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
        let at = rest.lastIndex(of: "@")
        let host = at.map { rest[rest.index(after: $0)...] } ?? rest
        return (at.map { String(rest[..<$0]) }, String(host.prefix { $0 != "/" }))
    }
}

extension String {
    /// RFC 4648, 4.
    fileprivate var base64: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let bytes = Array(utf8)
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for index in 0...3 {
                result.append(index > group.count ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * index) & 0x3F])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
