// JSON decoding.
import FoundationEssentials

/// A Universal Datera Config file, which Datera's own SDKs and tools read.
package struct UniversalConfig: SettingSource {
    let path: String
    /// Whether it has a password in it, and others than its owner may read that.
    let holdsPasswordForOthers: Bool
    private let values: [SettingKey: String]

    private static let names = [".datera-config", "datera-config", ".datera-config.json", "datera-config.json"]

    /// The paths at which a file is looked for, in order: current directory, home, ~/datera, /etc/datera.
    static func candidates(home: String?, includingCurrentDirectory: Bool) -> [String] {
        var directories = includingCurrentDirectory ? ["."] : []
        if let home { directories += [home, home + "/datera"] }
        directories.append("/etc/datera")
        return directories.flatMap { directory in names.map { "\(directory)/\($0)" } }
    }

    /// The first file that can be read; nil when there is none.
    ///
    /// - Throws: `SettingError` when that file is not a JSON object of the expected shape.
    init?(firstOf paths: [String], in files: SettingFiles) throws(SettingError) {
        for path in paths {
            guard let content = try? files.read(path) else { continue }
            self.path = path
            do {
                values = try JSONDecoder().decode(Members.self, from: Data(content.bytes)).values
            } catch {
                throw Self.problem(error, in: path)
            }
            holdsPasswordForOthers = values[.password] != nil && content.isReadableByOthers
            return
        }
        return nil
    }

    package func setting(_ key: SettingKey) throws(SettingError) -> Setting<String>? {
        guard let value = values[key], !value.isEmpty else { return nil }
        guard !Self.isPlaceholder(value) else { throw .unfilledTemplate(path) }
        return Setting(value, from: .file(path))
    }

    /// Whether a value is one that the template of Datera's SDKs leaves to be filled in, for instance
    /// `REPLACE_ME_WITH_REAL_IP_OR_HOSTNAME` (python-sdk 03f2bee, go-udc 9b61542).
    static func isPlaceholder(_ value: String) -> Bool { value.uppercased().contains("REPLACE_ME") }

    /// Names the key and never its value, which may be the password.
    private static func problem(_ error: any Error, in path: String) -> SettingError {
        if case .typeMismatch(_, let context)? = error as? DecodingError, let key = context.codingPath.last {
            return .notText(key: key.stringValue, path: path)
        }
        return .notAConfig(path)
    }
}

extension UniversalConfig {
    /// The members of the file that this tool knows; others may stand beside them.
    private struct Members: Decodable {
        var values: [SettingKey: String] = [:]

        private struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }

            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Name.self)
            for key in SettingKey.allCases {
                values[key] = try members.decodeIfPresent(String.self, forKey: Name(stringValue: key.configKey))
            }
        }
    }
}
