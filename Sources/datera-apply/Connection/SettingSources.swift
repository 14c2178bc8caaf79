import StorageModel

/// The places that settings come from, strongest first.
struct SettingSources {
    private let environment: [String: String]
    private let config: UniversalConfig?
    private(set) var warnings: [String] = []

    /// - Throws: `SetupProblem` for a config file that makes no sense.
    init(_ flags: TenantFlags, environment: [String: String]) throws(SetupProblem) {
        self.environment = environment
        // A pull request must not be able to redirect a pipeline's credentials.
        let mayReadHere = !flags.noCwdConfig && environment["CI", default: ""].isEmpty
        let found = try UniversalConfig.first(
            of: UniversalConfig.candidates(home: environment["HOME"], includingCurrentDirectory: mayReadHere))
        config = found?.config
        if let path = found?.path, found?.config.password != nil, UniversalConfig.isReadableByOthers(path) {
            warnings.append("\(path) holds a password and others may read it: chmod 600 \(path)")
        }
    }

    /// What a resource without a tenant gets when neither the manifest nor `--tenant` says anything.
    var tenant: TenantPath? { value(nil, "DAT_TENANT", \.tenant).map { TenantPath($0) } }

    /// An empty value is none: deployments often set every variable.
    func value(_ flag: String?, _ variable: String, _ key: KeyPath<UniversalConfig, String?>) -> String? {
        [flag, environment[variable], config?[keyPath: key]].compactMap { $0 }.first { !$0.isEmpty }
    }
}
