package import Diagnostics

/// Why the settings do not say how to reach the array. No message repeats a value: it may be, or hold, a password.
package enum SettingError: Error, Equatable, CustomStringConvertible {
    /// No place says it.
    case missing(SettingKey)
    case notAnAddress(SettingOrigin)
    case addressHoldsLogin(SettingOrigin)
    case addressOfTemplate(SettingOrigin)
    case unknownVersion(String, known: [String])
    /// The file that an option names.
    case unreadable(option: String, path: String, reason: String)
    case emptyPasswordFile(String)
    case passwordFileHoldsMore(String)
    /// A config file as Datera's SDKs ship it.
    case unfilledTemplate(String)
    /// A member of a config file that is not a JSON string.
    case notText(key: String, path: String)
    case notAConfig(String)
    /// What is wrong in a cinder.conf, and where.
    case cinderConf(SourceLocation, String)
    /// No `--backend`, and not one Datera backend in the file.
    case whichBackend(String, backends: [String])
    /// No section of the name of `--backend`.
    case noBackend(String, String, backends: [String])

    /// Whether a file holds what is wrong; otherwise the program was not called as it must be.
    package var isInFile: Bool {
        switch self {
        case .unfilledTemplate, .notText, .notAConfig, .cinderConf: true
        case .whichBackend, .noBackend, .missing, .notAnAddress, .addressHoldsLogin, .addressOfTemplate,
            .unknownVersion, .unreadable,
            .emptyPasswordFile, .passwordFileHoldsMore:
            false
        }
    }

    package var description: String {
        switch self {
        case .missing(let key):
            "Which \(key.noun)? Give \(key.option) \(key.placeholder), set \(key.variable), or write "
                + "\(key.configKey) into ~/.datera-config."
        case .notAnAddress(let origin):
            "\(origin) is not a valid address: write HOST, HOST:PORT, http://HOST:PORT or https://HOST."
        case .addressHoldsLogin(let origin):
            "The address in \(origin) must not contain a login: write HOST, HOST:PORT or a URL, and "
                + "give the user with --user and the password with --password-file."
        case .addressOfTemplate(let origin):
            "The address in \(origin) is still the placeholder of a template: replace it with the address of the array."
        case .unknownVersion(let text, let known):
            "API version `\(text)` is not known; this tool speaks \(known.joined(separator: ", "))."
        case .unreadable(let option, let path, let reason): "\(option): \(path) cannot be read: \(reason)."
        case .emptyPasswordFile(let path): "--password-file: \(path) is empty."
        case .passwordFileHoldsMore(let path):
            "--password-file: \(path) must hold the password alone: one line, no byte order mark."
        case .unfilledTemplate(let path):
            "\(path) is a template that was not filled in: replace what begins with REPLACE_ME, or remove it."
        case .notText(let key, let path):
            "\(path): `\(key)` must be a JSON string; put its value between double quotes."
        case .notAConfig(let path):
            "\(path) is not a Datera config: expected a JSON object with mgmt_ip, username, password, tenant, "
                + "api_version, ldap as strings. Correct or remove it."
        case .cinderConf(let place, let text): "\(place): \(text)."
        case .whichBackend(let path, let backends) where backends.isEmpty:
            "\(path) has no section whose volume_driver is Datera's; name the backend's section with --backend."
        case .whichBackend(let path, let backends):
            "\(path) has several Datera backends: \(backends.joined(separator: ", ")). Choose one with --backend."
        case .noBackend(let name, let path, let backends):
            "\(path) has no section [\(name)]; "
                + (backends.isEmpty
                    ? "none has Datera's volume_driver."
                    : "Datera backends in it: \(backends.joined(separator: ", ")).")
        }
    }
}

/// What the user should know about the settings and need not act on.
package enum SettingWarning: Hashable, Sendable, CustomStringConvertible {
    /// A file with a password in it.
    case readableByOthers(String)
    /// A cinder.conf with a password in it: Cinder's group has to read it.
    case readableByEveryone(String)
    /// An option of a cinder.conf.
    case deprecated(String, SourceLocation)
    /// The array's address.
    case notEncrypted(String)
    case notVerified

    package var description: String {
        switch self {
        case .readableByOthers(let path): "\(path) holds a password and others may read it: chmod 600 \(path)"
        case .readableByEveryone(let path): "\(path) holds a password and every user may read it: chmod o= \(path)"
        case .deprecated(let option, let place):
            "\(place): \(option) is deprecated; without it, "
                + (option == CinderOption.port.rawValue
                    ? "the port is that of HTTPS." : "the newest version that both sides support is used.")
        case .notEncrypted(let address):
            "\(address) is not encrypted: the password and every CHAP secret can be read on the network."
        case .notVerified:
            "--insecure: the array's certificate is NOT verified; anyone on the network can pose as it."
        }
    }
}

extension SettingKey {
    fileprivate var noun: String {
        switch self {
        case .address: "array"
        case .user: "user"
        case .password: "password"
        case .tenant: "tenant"
        case .apiVersion: "API version"
        case .remoteServer: "LDAP server"
        }
    }

    fileprivate var placeholder: String {
        switch self {
        case .address: "ADDRESS"
        case .user, .tenant, .remoteServer: "NAME"
        case .password: "PATH"
        case .apiVersion: "VERSION"
        }
    }
}
