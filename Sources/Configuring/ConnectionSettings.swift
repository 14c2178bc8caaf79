package import DSPClient
package import StorageModel

/// Address, login and trust, each with the place that says it.
package struct ConnectionSettings: Sendable {
    package var endpoint: Setting<Endpoint>
    package var user: Setting<String>
    package var password: Setting<Secret>
    package var remoteServer: Setting<String>?
    package var apiVersion: Setting<APIVersion>?
    package var tls: TLSSettings
    package var patience: Patience
    package var warnings: [SettingWarning]

    /// - Throws: `SettingError` when something is missing or makes no sense; the message says how to give it.
    package init(
        _ options: ConnectionOptions, environment: [String: String], files: SettingFiles, cinder: CinderConf? = nil
    ) throws(SettingError) {
        let sources = try SettingSources(
            options: options.values, environment: environment, files: files,
            skipsCurrentDirectory: options.skipsCurrentDirectory, cinder: cinder)
        warnings = sources.warnings
        endpoint = try sources.required(.address).endpoint()
        user = try sources.required(.user)
        if let path = options.passwordFile {
            let file = try PasswordFile(path, in: files)
            password = Setting(file.password, from: .option(SettingKey.password.option))
            if let warning = file.warning { warnings.append(warning) }
        } else {
            password = try sources.required(.password).map { Secret($0) }
        }
        remoteServer = try sources.setting(.remoteServer)
        apiVersion = try sources.setting(.apiVersion)?.map { text throws(SettingError) in
            guard let version = APIVersionSpelling.version(of: text) else {
                throw .unknownVersion(text, known: APIVersion.allCases.map(\.rawValue))
            }
            return version
        }
        let trust = TrustFiles(options, cinder)
        for (option, path) in trust.files {
            guard let obstacle = files.obstacle(path) else { continue }
            throw .unreadable(option: option, path: path, reason: obstacle.reason)
        }
        tls = TLSSettings(
            authorityFile: options.authorityFile, clientCertificateFile: trust.certificate?.value,
            clientKeyFile: trust.key?.value, verifiesServer: options.verifiesServer)
        patience = options.patience.over(cinder)
        if endpoint.value.scheme == .http, !endpoint.value.isLoopback {
            warnings.append(.notEncrypted("\(endpoint.value)"))
        }
        if !tls.verifiesServer { warnings.append(.notVerified) }
    }

    /// What a client has to be given.
    package var clientConfiguration: DSPConfiguration {
        var configuration = DSPConfiguration(
            endpoint: endpoint.value, username: user.value, password: password.value,
            remoteServer: remoteServer?.value, apiVersion: apiVersion?.value)
        configuration.retryInterval = .seconds(patience.retryInterval?.value ?? Patience.defaultRetryInterval)
        configuration.retryBudget = .seconds(patience.retryTimeout?.value ?? Patience.defaultRetryTimeout)
        configuration.requestTimeout = .seconds(patience.requestTimeout?.value ?? Patience.defaultRequestTimeout)
        return configuration
    }
}

/// What the command line says about a connection.
package struct ConnectionOptions: Sendable {
    /// All that can also stand elsewhere, but for the password and the tenant.
    package var values: [SettingKey: String] = [:]
    package var passwordFile: String?
    package var authorityFile: String?
    package var clientCertificateFile: String?
    package var clientKeyFile: String?
    package var verifiesServer = true
    package var skipsCurrentDirectory = false
    package var patience = Patience()

    package init() {}
}

/// The files of a connection's trust. Certificate and key go together, so both are from one place.
struct TrustFiles {
    let authority: Setting<String>?
    let certificate: Setting<String>?
    let key: Setting<String>?

    init(_ options: ConnectionOptions, _ cinder: CinderConf?) {
        func option(_ path: String?, _ name: String) -> Setting<String>? {
            path.map { Setting($0, from: .option(name)) }
        }
        authority = option(options.authorityFile, "--ca-file")
        let isGiven = options.clientCertificateFile != nil || options.clientKeyFile != nil
        certificate =
            isGiven ? option(options.clientCertificateFile, "--client-cert") : cinder?.text(.clientCertificate)
        key = isGiven ? option(options.clientKeyFile, "--client-key") : cinder?.text(.clientKey)
    }

    var files: [(option: String, path: String)] {
        [authority, certificate, key].compactMap { $0.map { ("\($0.origin)", $0.value) } }
    }
}

/// The file behind `--password-file`: the password, and nothing else.
private struct PasswordFile {
    let password: Secret
    let warning: SettingWarning?

    /// - Parameter path: `-` is standard input.
    init(_ path: String, in files: SettingFiles) throws(SettingError) {
        let file: SettingFiles.Content
        do throws(SettingFiles.Unreadable) {
            file = try files.read(path == "-" ? "/dev/stdin" : path)
        } catch {
            throw .unreadable(option: SettingKey.password.option, path: path, reason: error.reason)
        }
        let text = file.text.trimmingLineEnd
        guard !text.isEmpty else { throw .emptyPasswordFile(path) }
        guard !text.utf8.contains(UInt8(ascii: "\n")), !text.unicodeScalars.starts(with: ["\u{FEFF}"]) else {
            throw .passwordFileHoldsMore(path)
        }
        password = Secret(text)
        warning = file.isReadableByOthers ? .readableByOthers(path) : nil
    }
}

/// API versions as people write them.
enum APIVersionSpelling {
    static let known = APIVersion.allCases.map(\.rawValue).joined(separator: ", ")

    /// `2.3` or `v2.3`.
    static func version(of text: String) -> APIVersion? {
        APIVersion(rawValue: text.hasPrefix("v") ? String(text.dropFirst()) : text)
    }
}
