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
    package var warnings: [SettingWarning]

    /// - Throws: `SettingError` when something is missing or makes no sense; the message says how to give it.
    package init(
        _ options: ConnectionOptions, environment: [String: String], files: SettingFiles
    ) throws(SettingError) {
        let sources = try SettingSources(
            options: options.values, environment: environment, files: files,
            skipsCurrentDirectory: options.skipsCurrentDirectory)
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
            try APIVersion(spelling: text)
        }
        for (option, path) in options.trustFiles {
            guard let obstacle = files.obstacle(path) else { continue }
            throw .unreadable(option: option, path: path, reason: obstacle.reason)
        }
        tls = TLSSettings(
            authorityFile: options.authorityFile, clientCertificateFile: options.clientCertificateFile,
            clientKeyFile: options.clientKeyFile, verifiesServer: options.verifiesServer)
        if endpoint.value.scheme == .http, !endpoint.value.isLoopback {
            warnings.append(.notEncrypted("\(endpoint.value)"))
        }
        if !tls.verifiesServer { warnings.append(.notVerified) }
    }

    /// What a client has to be given; its patience is not a matter of these settings.
    package var clientConfiguration: DSPConfiguration {
        DSPConfiguration(
            endpoint: endpoint.value, username: user.value, password: password.value,
            remoteServer: remoteServer?.value, apiVersion: apiVersion?.value)
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

    package init() {}

    fileprivate var trustFiles: [(option: String, path: String)] {
        [
            ("--ca-file", authorityFile), ("--client-cert", clientCertificateFile), ("--client-key", clientKeyFile),
        ].compactMap { option, path in path.map { (option, $0) } }
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

extension APIVersion {
    /// `2.3` or `v2.3`.
    fileprivate init(spelling text: String) throws(SettingError) {
        guard let version = APIVersion(rawValue: text.hasPrefix("v") ? String(text.dropFirst()) : text) else {
            throw .unknownVersion(text, known: APIVersion.allCases.map(\.rawValue))
        }
        self = version
    }
}
