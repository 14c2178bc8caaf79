import StorageModel

/// Every setting with its value and the place that says it, for `config show`. Nothing has to be set.
package struct EffectiveSettings: Sendable {
    package struct Row: Sendable, Hashable {
        package var name: String
        /// As it is shown: a secret is `***`. Nil when nothing sets it and it has no default.
        package var value: String?
        /// Nil for a default.
        package var origin: SettingOrigin?
    }

    package private(set) var rows: [Row] = []
    package let warnings: [SettingWarning]

    private static let hidden = "***"

    /// - Parameter tenant: as `--tenant` gives it.
    /// - Throws: `SettingError` for a value or a file that makes no sense.
    package init(
        _ options: ConnectionOptions, tenant: String?, logLevel: Setting<String>?, environment: [String: String],
        files: SettingFiles, cinder: CinderConf?
    ) throws(SettingError) {
        var given = options.values
        given[.tenant] = tenant
        let sources = try SettingSources(
            options: given, environment: environment, files: files,
            skipsCurrentDirectory: options.skipsCurrentDirectory,
            cinder: cinder)
        warnings = sources.warnings
        add("mgmt", try sources.setting(.address)?.endpoint().map { "\($0)" })
        add("user", try sources.setting(.user))
        if let path = options.passwordFile {
            add("password", Setting("\(Self.hidden) (\(path))", from: .option(SettingKey.password.option)))
        } else {
            add("password", try sources.setting(.password)?.map { _ in Self.hidden })
        }
        add("tenant", try sources.setting(.tenant) ?? cinder?.text(.tenant), default: TenantPath.root.shortName)
        add("api_version", try sources.setting(.apiVersion), default: "negotiated")
        add("remote_server", try sources.setting(.remoteServer))
        let trust = TrustFiles(options, cinder)
        add("ca_file", trust.authority)
        add("client_cert", trust.certificate)
        add("client_key", trust.key)
        let isUnverified = options.verifiesServer ? nil : Setting("false", from: .option("--insecure"))
        add("verify_server", isUnverified, default: "true")
        add(options.patience.over(cinder), logLevel)
        if let cinder { add(cinder) }
    }

    /// `ldap://user:password@host` is shown as `ldap://***@host`.
    private static func hidingLogin(_ value: String) -> String {
        guard let scheme = value.firstRange(of: "://") else { return value }
        let authority = value[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return value }
        return value[..<scheme.upperBound] + hidden + value[at...]
    }

    private mutating func add(_ name: String, _ setting: Setting<String>?, default value: String? = nil) {
        rows.append(
            Row(name: name, value: setting.map { Self.hidingLogin($0.value) } ?? value, origin: setting?.origin))
    }

    private mutating func add(_ patience: Patience, _ logLevel: Setting<String>?) {
        func seconds(_ setting: Setting<Double>?) -> Setting<String>? { setting?.map { "\($0)" } }
        add("retry_interval", seconds(patience.retryInterval), default: "\(Patience.defaultRetryInterval)")
        add("retry_timeout", seconds(patience.retryTimeout), default: "\(Patience.defaultRetryTimeout)")
        add("request_timeout", seconds(patience.requestTimeout), default: "\(Patience.defaultRequestTimeout)")
        let debug = patience.isDebugging.flatMap { $0.value ? $0.map { _ in "debug" } : nil }
        add("log_level", logLevel ?? debug, default: "warning")
        add("stats", patience.showsStatistics?.map { "\($0)" }, default: "false")
    }

    /// What it says of manifests, each under its own name.
    private mutating func add(_ cinder: CinderConf) {
        let ofManifests: [CinderOption] = [
            .debugReplicaCountOverride, .disableExtendedMetadata, .disableTemplateOverride, .imageCache,
            .imageCacheType, .typeDefaults, .defaultType, .usesCHAP, .chapUser,
        ]
        for option in ofManifests { if let text = cinder.text(option) { add(option.rawValue, text) } }
        if let password = cinder.text(.chapPassword) {
            add(CinderOption.chapPassword.rawValue, password.map { _ in Self.hidden })
        }
    }
}
