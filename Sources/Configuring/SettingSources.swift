package import StorageModel

/// The places that settings come from, strongest first: the command line, DAT_* variables, a Universal Datera Config file,
/// a cinder.conf.
package struct SettingSources: Sendable {
    private let sources: [any SettingSource]
    package private(set) var warnings: [SettingWarning] = []

    /// - Parameters:
    ///   - cinder: read already, because that may be a pipe.
    ///   - options: what stands on the command line. Not `--tenant`, which overrides what the manifest says.
    ///   - skipsCurrentDirectory: whether a config file that lies there is not read.
    /// - Throws: `SettingError` for a config file that makes no sense.
    package init(
        options: [SettingKey: String] = [:], environment: [String: String], files: SettingFiles,
        skipsCurrentDirectory: Bool = false, cinder: CinderConf? = nil
    ) throws(SettingError) {
        var sources: [any SettingSource] = [OptionSource(options), VariableSource(environment)]
        // A pull request must not be able to redirect a pipeline's credentials.
        let mayReadHere = !skipsCurrentDirectory && environment["CI", default: ""].isEmpty
        let candidates = UniversalConfig.candidates(home: environment["HOME"], includingCurrentDirectory: mayReadHere)
        if let found = try UniversalConfig(firstOf: candidates, in: files) {
            if found.holdsPasswordForOthers { warnings.append(.readableByOthers(found.path)) }
            sources.append(found)
        }
        if let cinder {
            warnings += cinder.warnings
            sources.append(cinder)
        }
        self.sources = sources
    }

    /// What the strongest says that says anything.
    package func setting(_ key: SettingKey) throws(SettingError) -> Setting<String>? {
        for source in sources {
            if let setting = try source.setting(key) { return setting }
        }
        return nil
    }

    /// The same of what has to be known.
    func required(_ key: SettingKey) throws(SettingError) -> Setting<String> {
        guard let setting = try setting(key) else { throw .missing(key) }
        return setting
    }

    /// What a resource without a tenant gets when neither the manifest nor `--tenant` says anything.
    package var defaultTenant: Setting<TenantPath>? {
        get throws(SettingError) { try setting(.tenant)?.map { TenantPath($0) } }
    }
}
