/// The regular expressions of the recorded schema, each with a matcher by hand: run-time regular expressions are slow,
/// and a test holds the two equal.
enum TextPattern: Sendable, CaseIterable {
    case name, nameOrUUID, description, uuid, path, iqn, ipv4, host, spaceless, login, password, freeText, period, email

    /// The pattern as `/api` shows it.
    var source: String {
        switch self {
        case .name: #"^[a-zA-Z_][a-zA-Z0-9_\-\.]{2,63}$"#
        case .nameOrUUID: "(^\(Self.uuid.source)$)|(\(Self.name.source))"
        case .description: #"^[a-zA-Z_][a-zA-Z0-9_\-\s\.]{2,127}$"#
        case .uuid: "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"
        case .path: #"(^(\/)$)|(^(\/[^\/]+)+$)"#
        case .iqn: #"((?=.{16,223}$)^iqn\.[0-9]{4}-[0-1][0-9]\.[^\/]*\.[^\/]*$)|(^eui\.[0-9A-Fa-f]{16}$)"#
        case .ipv4:
            #"^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\.){3}"#
                + "([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])$"
        case .host:
            "(\(Self.ipv4.source))"
                + #"|(^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9])\.)*"#
                + #"([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\-]*[A-Za-z0-9])$)"#
        case .spaceless: #"^\S*$"#
        case .login: "^[a-zA-Z0-9_]{3,32}$"
        case .password: #"^[a-zA-Z_][a-zA-Z0-9_\-\.]{2,127}$"#
        case .freeText: #"^[a-zA-Z_][^\\]{2,127}$"#
        case .period: #"^(\d+(d|h|m|s))+$"#
        case .email:
            #"^(([^<>()[\]\\.,;:\s@\"]+(\.[^<>()[\]\\.,;:\s@\"]+)*)|(\".+\"))"#
                + #"@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\])|(([a-zA-Z\-0-9]+\.)+[a-zA-Z]{2,}))$"#
        }
    }

    func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return switch self {
        case .name: scalars.isWord(upTo: 64) { $0.isNameScalar }
        case .nameOrUUID: scalars.isUUID || Self.name.matches(text)
        case .description: scalars.isWord(upTo: 128) { $0.isNameScalar || $0.properties.isWhitespace }
        case .uuid: scalars.containsUUID
        case .path: text == "/" || scalars.isPath
        case .iqn: scalars.isQualifiedName
        case .ipv4: scalars.isIPv4
        case .host: scalars.isHost
        case .spaceless: !scalars.contains { $0.properties.isWhitespace }
        case .login: 3...32 ~= scalars.count && scalars.allSatisfy { $0.isLetter || $0.isDigit || $0 == "_" }
        case .password: scalars.isWord(upTo: 128) { $0.isNameScalar }
        case .freeText: scalars.isWord(upTo: 128) { $0 != "\\" }
        case .period: scalars.isPeriod
        case .email: scalars.isEmail
        }
    }
}
