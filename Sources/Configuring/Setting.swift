/// A value together with the place that says it.
package struct Setting<Value: Sendable>: Sendable {
    package var value: Value
    package var origin: SettingOrigin

    package init(_ value: Value, from origin: SettingOrigin) {
        self.value = value
        self.origin = origin
    }

    /// The same of another type: the origin goes with it.
    func map<Other: Sendable, Failure: Error>(
        _ transform: (Value) throws(Failure) -> Other
    ) throws(Failure) -> Setting<Other> {
        Setting<Other>(try transform(value), from: origin)
    }
}

extension Setting: Equatable where Value: Equatable {}

/// Where a value was said. Messages name it instead of the value, into which people write passwords.
package enum SettingOrigin: Hashable, Sendable, CustomStringConvertible {
    /// `--mgmt`
    case option(String)
    /// `DAT_MGMT`
    case variable(String)
    /// The path of a file.
    case file(String)
    /// The path of a file, and a line of it.
    case line(String, Int)

    package var description: String {
        switch self {
        case .option(let name), .variable(let name), .file(let name): name
        case .line(let path, let number): "\(path):\(number)"
        }
    }
}

/// What can be set, and how each place calls it. The order is that in which a config file is read.
package enum SettingKey: CaseIterable, Hashable, Sendable {
    case address, user, password, tenant, apiVersion, remoteServer

    package var option: String {
        switch self {
        case .address: "--mgmt"
        case .user: "--user"
        // On a command line everybody can read it.
        case .password: "--password-file"
        case .tenant: "--tenant"
        case .apiVersion: "--api-version"
        case .remoteServer: "--remote-server"
        }
    }

    package var variable: String {
        switch self {
        case .address: "DAT_MGMT"
        case .user: "DAT_USER"
        case .password: "DAT_PASS"
        case .tenant: "DAT_TENANT"
        case .apiVersion: "DAT_API"
        case .remoteServer: "DAT_LDAP"
        }
    }

    /// In a Universal Datera Config.
    package var configKey: String {
        switch self {
        case .address: "mgmt_ip"
        case .user: "username"
        case .password: "password"
        case .tenant: "tenant"
        case .apiVersion: "api_version"
        case .remoteServer: "ldap"
        }
    }
}
