import StorageModel

/// The places that settings come from, strongest first.
struct SettingSources {
    private let environment: [String: String]
    private let found: UniversalConfig.Found?
    private(set) var warnings: [String] = []

    /// What a setting is, and which option, variable or file it comes from.
    struct Setting {
        var value: String
        var source: String
    }

    /// - Throws: `CommandError` for a config file that makes no sense.
    init(_ flags: TenantFlags, environment: [String: String]) throws(CommandError) {
        self.environment = environment
        // A pull request must not be able to redirect a pipeline's credentials.
        let mayReadHere = !flags.noCwdConfig && environment["CI", default: ""].isEmpty
        found = try UniversalConfig.first(
            of: UniversalConfig.candidates(home: environment["HOME"], includingCurrentDirectory: mayReadHere))
        if let found, found.config.password != nil, found.isReadableByOthers {
            warnings.append(Self.readableByOthers(found.path))
        }
    }

    /// What to say of a file with a password in it.
    static func readableByOthers(_ path: String) -> String {
        "\(path) holds a password and others may read it: chmod 600 \(path)"
    }

    /// What a resource without a tenant gets when neither the manifest nor `--tenant` says anything.
    var tenant: TenantPath? {
        get throws(CommandError) { try value(nil, "DAT_TENANT", \.tenant).map { TenantPath($0) } }
    }

    func value(
        _ flag: String?, _ variable: String, _ key: KeyPath<UniversalConfig, String?>
    ) throws(CommandError) -> String? {
        try setting(flag, option: "", variable, key)?.value
    }

    /// An empty value is none: deployments often set every variable. What surrounds a variable's value is no part of it:
    /// files of variables come from other systems, and their line ends with them.
    func setting(
        _ flag: String?, option: String, _ variable: String, _ key: KeyPath<UniversalConfig, String?>
    ) throws(CommandError) -> Setting? {
        if let flag, !flag.isEmpty { return Setting(value: flag, source: option) }
        if let value = environment[variable]?.trimmingBlanks, !value.isEmpty {
            return Setting(value: value, source: variable)
        }
        guard let found, let value = found.config[keyPath: key], !value.isEmpty else { return nil }
        guard !UniversalConfig.isPlaceholder(value) else {
            throw CommandError(
                .invalidInput,
                "\(found.path) is a template that nobody has filled in: replace what begins with REPLACE_ME, or "
                    + "remove it.")
        }
        return Setting(value: value, source: found.path)
    }
}
