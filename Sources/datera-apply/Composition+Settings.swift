import Configuring
import Locking
import StorageModel

/// Flags, variables and files, gathered once in a run: each file may be a pipe.
extension Composition {
    func connection(_ flags: ConnectionFlags) throws(CommandError) -> ConnectionSettings {
        if let known = settings.withLock({ $0 }) { return known }
        let cinder = try cinder(flags.tenant)
        let gathered = try setting { () throws(SettingError) in
            try ConnectionSettings(flags.options, environment: environment, files: .disk, cinder: cinder)
        }
        settings.withLock { $0 = gathered }
        return gathered
    }

    /// Nil where none is named.
    func cinder(_ flags: TenantFlags) throws(CommandError) -> CinderConf? {
        guard let place = flags.cinder else { return nil }
        if let known = cinderConf.withLock({ $0 }) { return known }
        let read = try setting { () throws(SettingError) in try CinderConf(place, in: .disk) }
        cinderConf.withLock { $0 = read }
        return read
    }

    /// The variables that references of a manifest may name: with the CHAP password of a cinder.conf, unless the
    /// environment has one.
    var secretVariables: [String: String] {
        guard let password = cinderConf.withLock({ $0 })?.chapPassword else { return environment }
        return environment.merging([DriverOption.chapVariable: password]) { own, _ in own }
    }

    func effectiveSettings(
        _ flags: ConnectionFlags, _ output: OutputFlags
    ) throws(CommandError) -> EffectiveSettings {
        let cinder = try cinder(flags.tenant)
        return try setting { () throws(SettingError) in
            try EffectiveSettings(
                flags.options, tenant: flags.tenant.tenant,
                logLevel: output.logLevel.map { Setting($0.rawValue, from: .option("--log-level")) },
                environment: environment, files: .disk, cinder: cinder)
        }
    }

    /// What is wrong with a setting ends the run.
    func setting<Result>(_ read: () throws(SettingError) -> Result) throws(CommandError) -> Result {
        do throws(SettingError) { return try read() } catch { throw CommandError(error) }
    }
}
