import DSPClient

extension Setting<String> {
    /// HOST, HOST:PORT or a URL. Without a scheme it is https, except for the array's plain port 7717.
    ///
    /// A message names where the address comes from and does not repeat it: people write passwords into addresses.
    func endpoint() throws(SettingError) -> Setting<Endpoint> {
        guard !value.contains("@") else { throw .addressHoldsLogin(origin) }
        guard !UniversalConfig.isPlaceholder(value) else { throw .addressOfTemplate(origin) }
        guard let endpoint = Endpoint(address: value) else { throw .notAnAddress(origin) }
        return Setting<Endpoint>(endpoint, from: origin)
    }
}

extension Endpoint {
    fileprivate init?(address: String) {
        var rest = Substring(address)
        var scheme: Scheme?
        for named in [Scheme.http, .https] where rest.lowercased().hasPrefix("\(named.rawValue)://") {
            scheme = named
            rest = rest.dropFirst("\(named.rawValue)://".count)
        }
        while rest.hasSuffix("/") { rest.removeLast() }
        var host = String(rest)
        var port: Int?
        if let colon = rest.lastIndex(of: ":"), !rest.hasSuffix("]"),
            rest.first == "[" || rest.firstIndex(of: ":") == colon
        {
            guard let number = Int(rest[rest.index(after: colon)...]), (1...65_535).contains(number) else {
                return nil
            }
            host = String(rest[..<colon])
            port = number
        }
        if host.first == "[", host.last == "]" { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || ".-_:%".contains($0) }) else { return nil }
        self.init(scheme: scheme ?? (port == Scheme.http.defaultPort ? .http : .https), host: host, port: port)
    }
}
