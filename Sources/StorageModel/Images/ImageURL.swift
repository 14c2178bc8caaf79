/// The http or https address of an image file. It may hold a login or a signature, so whatever prints it leaves those out;
/// only the download reads `content`.
package struct ImageURL: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let content: String
    private let scheme: String
    /// Host and port.
    private let host: String
    private let path: String
    private let hasLogin: Bool
    private let hasQuery: Bool

    /// Nil for what is no such address, for instance one with blanks, without a host or with a fragment.
    package init?(_ text: String) {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.forbidden.contains($0) }),
            let scheme = Self.scheme(of: text)
        else { return nil }
        let rest = text.dropFirst(scheme.utf8.count + 3)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        guard let first = host.first, first != ":" else { return nil }
        self.scheme = scheme
        self.host = String(host)
        path = String(rest.dropFirst(authority.count).prefix { $0 != "?" })
        hasLogin = authority.contains("@")
        hasQuery = rest.contains("?")
        content = text
    }

    /// Whether a text is meant as such an address, rightly written or not.
    package static func isMeant(by text: String) -> Bool { scheme(of: text) != nil }

    private static func scheme(of text: String) -> String? {
        let lower = text.lowercased()
        return ["http", "https"].first { lower.hasPrefix($0 + "://") }
    }

    private static let forbidden = Set("\"#<>\\^`{|}".utf8)

    package var isEncrypted: Bool { scheme == "https" }

    /// Whether a line holds an address with a login or a query, so that it must not be shown.
    package static func mayBePrivate(in line: some StringProtocol) -> Bool {
        line.ranges(of: "://").contains { place in
            line[place.upperBound...].prefix { !$0.isWhitespace }.contains { $0 == "@" || $0 == "?" }
        }
    }

    /// The last component of its path: the name under which the file is published.
    package var fileName: String { path.split(separator: "/").last.map(String.init) ?? host }

    /// Without login and query.
    package var description: String {
        scheme + "://" + (hasLogin ? "…@" : "") + host + path + (hasQuery ? "?…" : "")
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where the bytes of an image come from.
package enum ImageOrigin: Sendable, Hashable {
    /// As the manifest has it; a relative path begins in the manifest's folder.
    case file(String)
    /// Downloaded before it is checked and copied.
    case url(ImageURL)
    /// Of the program; only raw images.
    case standardInput
}

extension ImageOrigin: CustomStringConvertible {
    package var description: String {
        switch self {
        case .file(let path): path
        case .url(let url): "\(url)"
        case .standardInput: "standard input"
        }
    }
}

/// What is digested and approved. The whole address is: with another query it may be another file.
extension ImageOrigin: Encodable {
    private enum Member: String, CodingKey { case url, standardInput }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .file(let path):
            var container = encoder.singleValueContainer()
            try container.encode(path)
        case .url(let url):
            var container = encoder.container(keyedBy: Member.self)
            try container.encode(url.content, forKey: .url)
        case .standardInput:
            var container = encoder.container(keyedBy: Member.self)
            try container.encode(true, forKey: .standardInput)
        }
    }
}
