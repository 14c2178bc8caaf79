import DSPClient
import Glibc
import StorageModel

/// Address, login and trust, gathered from flags, then DAT_* variables, then a Universal Datera Config file.
struct ConnectionSettings {
    var endpoint: Endpoint
    var user: String
    var password: Secret
    var remoteServer: String?
    var apiVersion: APIVersion?
    var tls: TLSSettings
    /// What the user should know about these settings and need not act on.
    var warnings: [String]

    /// - Throws: `CommandError` when something is missing or makes no sense; the message says how to give it.
    init(_ flags: ConnectionFlags, environment: [String: String]) throws(CommandError) {
        let sources = try SettingSources(flags.tenant, environment: environment)
        warnings = sources.warnings
        guard let address = try sources.setting(flags.mgmt, option: "--mgmt", "DAT_MGMT", \.mgmtIP) else {
            throw CommandError(
                .usage, "Which array? Give --mgmt ADDRESS, set DAT_MGMT, or write mgmt_ip into ~/.datera-config.")
        }
        endpoint = try Endpoint(address: address)
        guard let user = try sources.value(flags.user, "DAT_USER", \.username) else {
            throw CommandError(
                .usage, "Which user? Give --user NAME, set DAT_USER, or write username into ~/.datera-config.")
        }
        self.user = user
        password = try Self.password(flags, sources, &warnings)
        remoteServer = try sources.value(flags.remoteServer, "DAT_LDAP", \.ldap)
        apiVersion = try sources.value(flags.apiVersion, "DAT_API", \.apiVersion).map(APIVersion.init(spelling:))
        for (flag, path) in [
            ("--ca-file", flags.caFile), ("--client-cert", flags.clientCert), ("--client-key", flags.clientKey),
        ] {
            guard let path, access(path, R_OK) != 0 else { continue }
            throw CommandError(
                .usage, "\(flag): \(path) cannot be read: \(FileContent.problem(at: path, errno)).")
        }
        tls = TLSSettings(
            authorityFile: flags.caFile, clientCertificateFile: flags.clientCert, clientKeyFile: flags.clientKey,
            verifiesServer: !flags.insecure)
        warnAboutTransport()
    }

    private static func password(
        _ flags: ConnectionFlags, _ sources: SettingSources, _ warnings: inout [String]
    ) throws(CommandError) -> Secret {
        if let path = flags.passwordFile {
            let file: FileContent
            do throws(FileProblem) {
                file = try FileContent(of: path == "-" ? "/dev/stdin" : path, limit: FileContent.secretLimit)
            } catch {
                throw CommandError(.usage, "--password-file: \(path) cannot be read: \(error).")
            }
            let password = file.text.trimmingLineEnd
            guard !password.isEmpty else { throw CommandError(.usage, "--password-file: \(path) is empty.") }
            guard !password.utf8.contains(UInt8(ascii: "\n")), !password.unicodeScalars.starts(with: ["\u{FEFF}"])
            else {
                throw CommandError(
                    .usage, "--password-file: \(path) must hold the password alone: one line, no byte order mark.")
            }
            if file.isReadableByOthers { warnings.append(SettingSources.readableByOthers(path)) }
            return Secret(password)
        }
        guard let password = try sources.value(nil, "DAT_PASS", \.password) else {
            throw CommandError(
                .usage,
                "Which password? Give --password-file PATH, set DAT_PASS, or write password into ~/.datera-config.")
        }
        return Secret(password)
    }

    private mutating func warnAboutTransport() {
        if endpoint.scheme == .http, !endpoint.isLoopback {
            warnings.append(
                "\(endpoint) is not encrypted: the password and every CHAP secret can be read on the network.")
        }
        if !tls.verifiesServer {
            warnings.append(
                "--insecure: the array's certificate is NOT verified; anyone on the network can pose as it.")
        }
    }
}

extension Endpoint {
    /// HOST, HOST:PORT or a URL. Without a scheme it is https, except for the array's plain port 7717.
    ///
    /// A message names where the address comes from and does not repeat it: people write passwords into addresses.
    init(address: SettingSources.Setting) throws(CommandError) {
        func refuse() -> CommandError {
            CommandError(
                .usage,
                "\(address.source) is no address: write HOST, HOST:PORT, http://HOST:PORT or https://HOST.")
        }
        guard !address.value.contains("@") else {
            throw CommandError(
                .usage,
                "The address in \(address.source) holds a login, which it may not: write HOST, HOST:PORT or a URL, and "
                    + "give the user with --user and the password with --password-file.")
        }
        guard !UniversalConfig.isPlaceholder(address.value) else {
            throw CommandError(
                .usage, "The address in \(address.source) is still that of a template: write the array's in its place.")
        }
        var rest = Substring(address.value)
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
                throw refuse()
            }
            host = String(rest[..<colon])
            port = number
        }
        if host.first == "[", host.last == "]" { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || ".-_:%".contains($0) }) else {
            throw refuse()
        }
        self.init(scheme: scheme ?? (port == Scheme.http.defaultPort ? .http : .https), host: host, port: port)
    }
}

extension APIVersion {
    /// `2.3` or `v2.3`.
    fileprivate init(spelling text: String) throws(CommandError) {
        guard let version = APIVersion(rawValue: text.hasPrefix("v") ? String(text.dropFirst()) : text) else {
            let known = APIVersion.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError(.usage, "API version `\(text)` is not known; this tool speaks \(known).")
        }
        self = version
    }
}
