import Diagnostics
package import StorageModel

/// Which backend of which cinder.conf.
package struct CinderPlace: Sendable, Hashable {
    package var path: String
    /// Its section; nil where the file has only one for Datera.
    package var backend: String?

    package init(path: String, backend: String?) {
        self.path = path
        self.backend = backend
    }
}

/// The section of one Datera backend in a cinder.conf: the last place that settings and defaults come from.
///
/// As in Cinder, what the section does not say `[backend_defaults]` says; `default_volume_type` is in `[DEFAULT]`.
package struct CinderConf: SettingSource {
    package let path: String
    package let backend: String
    /// The name under which Cinder knows the backend: `HOST@BACKEND#POOL`; nil where the file has no `host`. The driver
    /// has one pool, called as the backend.
    package let host: String?
    /// `volume_backend_name`, which types of OpenStack name.
    package let backendName: String?
    package private(set) var warnings: [SettingWarning] = []
    private var values: [CinderOption: Value] = [:]

    private struct Value {
        var text: String
        var location: SourceLocation
    }

    /// Bytes: the sample that distributions install has every option of Cinder, commented.
    static let limit = 2 << 20

    private static let shared = "backend_defaults"
    private static let global = "DEFAULT"

    /// - Throws: `SettingError` with the place, for a file that oslo.config would refuse, too, and for values that are
    ///   not what the driver takes.
    package init(_ place: CinderPlace, in files: SettingFiles) throws(SettingError) {
        path = place.path
        let content: SettingFiles.Content
        do throws(SettingFiles.Unreadable) {
            content = try files.read(place.path, limit: Self.limit)
        } catch {
            throw .unreadable(option: "--cinder-conf", path: place.path, reason: error.reason)
        }
        let file: INIFile
        do throws(INIFile.Problem) {
            file = try INIFile(content.text, name: place.path)
        } catch {
            throw .cinderConf(error.location, error.text)
        }
        let backend = try Self.section(place, of: file)
        self.backend = backend
        let name = (file[backend, "backend_host"] ?? file[Self.shared, "backend_host"] ?? file[Self.global, "host"])?
            .text
        backendName = (file[backend, "volume_backend_name"] ?? file[Self.shared, "volume_backend_name"])?.text
        host = name.map { [backendName] in "\($0)@\(backend)#\(backendName ?? "Datera")" }
        for option in CinderOption.allCases {
            let sections = option.isGlobal ? [Self.global] : [backend, Self.shared]
            for section in sections {
                guard let value = file[section, option.rawValue] else { continue }
                values[option] = try Self.value(option, value, of: file, in: section)
                break
            }
        }
        try checkCHAP()
        if content.isReadableByEveryone, values[.password] != nil || values[.chapPassword] != nil {
            warnings.append(.readableByEveryone(place.path))
        }
        for option in CinderOption.allCases where option.isDeprecated {
            if let value = values[option] { warnings.append(.deprecated(option.rawValue, value.location)) }
        }
    }

    private static func section(_ place: CinderPlace, of file: INIFile) throws(SettingError) -> String {
        let drivers = file.names.filter { file[$0, "volume_driver"]?.text.lowercased().contains("datera") == true }
        guard let wanted = place.backend else {
            guard drivers.count == 1, let only = drivers.first else {
                throw .whichBackend(place.path, backends: drivers)
            }
            return only
        }
        guard let name = file.names.first(where: { INIFile.key(of: $0) == INIFile.key(of: wanted) }) else {
            throw .noBackend(wanted, place.path, backends: drivers)
        }
        if let driver = file[name, "volume_driver"], !driver.text.lowercased().contains("datera") {
            throw .cinderConf(driver.location, "the driver of [\(name)] is not Datera's")
        }
        return name
    }

    /// Nil for an empty one, which says nothing.
    private static func value(
        _ option: CinderOption, _ value: INIFile.Value, of file: INIFile, in section: String
    ) throws(SettingError) -> Value? {
        let text: String
        do throws(Interpolation.Unknown) {
            text = try Interpolation(file: file, section: section).text(of: value.text)
        } catch {
            // It may be a part of a password.
            let name = if case .secret = option.kind { "a name" } else { "`\(error.name)`" }
            throw .cinderConf(
                value.location,
                "\(option.rawValue) refers with $ to \(name) that this file does not set; write $$ for a dollar sign")
        }
        guard !text.isEmpty else { return nil }
        if let problem = option.problem(with: text) {
            throw .cinderConf(value.location, "\(option.rawValue) \(problem)")
        }
        return Value(text: text, location: value.location)
    }

    private func checkCHAP() throws(SettingError) {
        guard let uses = flag(.usesCHAP), uses.value else { return }
        guard values[.chapUser] == nil || values[.chapPassword] == nil, let place = values[.usesCHAP] else { return }
        throw .cinderConf(place.location, "use_chap_auth needs chap_username and chap_password")
    }
}

extension CinderConf {
    /// What the file says of an option.
    package func text(_ option: CinderOption) -> Setting<String>? {
        values[option].map { Setting($0.text, from: .line($0.location.file, $0.location.line)) }
    }

    package func flag(_ option: CinderOption) -> Setting<Bool>? {
        text(option)?.map { CinderOption.flagWords[$0.lowercased()] ?? false }
    }

    /// Seconds.
    package func seconds(_ option: CinderOption) -> Setting<Double>? { text(option)?.map { Double($0) ?? 0 } }

    /// The tenant is not among them: `Map` is none. It is one of the `driverOptions`.
    package func setting(_ key: SettingKey) -> Setting<String>? {
        switch key {
        case .address: address
        case .user: text(.user)
        case .password: text(.password)
        case .apiVersion: text(.apiVersion)
        case .remoteServer: text(.ldapServer)
        case .tenant: nil
        }
    }

    private var address: Setting<String>? {
        guard let host = text(.address), let port = text(.port) else { return text(.address) }
        let isIPv6 = host.value.contains(":") && host.value.first != "["
        return Setting(isIPv6 ? "[\(host.value)]:\(port.value)" : "\(host.value):\(port.value)", from: host.origin)
    }

    /// The password that goes with `chap_username`; nil unless CHAP is used.
    package var chapPassword: String? { flag(.usesCHAP)?.value == true ? text(.chapPassword)?.value : nil }

    /// `datera_volume_type_defaults` by extra spec.
    package var typeDefaults: [String: String] {
        let pairs = (text(.typeDefaults)?.value ?? "").split(separator: ",").map { pair in
            pair.split(separator: ":", maxSplits: 1).map { String($0).trimmingBlanks }
        }
        return Dictionary(
            pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }

    /// What changes the meaning of manifests.
    package var driverOptions: [DriverOption] {
        DriverOption.Name.allCases.compactMap { name in
            guard let option = CinderOption(rawValue: name.rawValue), let value = values[option] else { return nil }
            if case .flag = option.kind, flag(option)?.value != true { return nil }
            if option == .chapUser, flag(.usesCHAP)?.value != true { return nil }
            return DriverOption(name, value.text, at: value.location)
        }
    }
}
