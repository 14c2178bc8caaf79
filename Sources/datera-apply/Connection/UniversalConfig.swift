// JSON decoding.
import FoundationEssentials

/// A Universal Datera Config file, which Datera's own SDKs and tools read.
struct UniversalConfig: Decodable {
    var mgmtIP: String?
    var username: String?
    var password: String?
    var tenant: String?
    var apiVersion: String?
    var ldap: String?

    /// A file that was found.
    struct Found {
        var config: UniversalConfig
        var path: String
        var isReadableByOthers: Bool
    }

    private enum CodingKeys: String, CodingKey {
        case mgmtIP = "mgmt_ip"
        case username, password, tenant, ldap
        case apiVersion = "api_version"
    }

    private static let names = [".datera-config", "datera-config", ".datera-config.json", "datera-config.json"]

    /// The paths at which a file is looked for, in order: current directory, home, ~/datera, /etc/datera.
    static func candidates(home: String?, includingCurrentDirectory: Bool) -> [String] {
        var directories = includingCurrentDirectory ? ["."] : []
        if let home { directories += [home, home + "/datera"] }
        directories.append("/etc/datera")
        return directories.flatMap { directory in names.map { "\(directory)/\($0)" } }
    }

    /// The first file that exists.
    ///
    /// - Throws: `CommandError` when that file is no JSON object of the expected shape.
    static func first(of paths: [String]) throws(CommandError) -> Found? {
        for path in paths {
            guard let content = try? FileContent(of: path, limit: FileContent.secretLimit) else { continue }
            do {
                let config = try JSONDecoder().decode(UniversalConfig.self, from: Data(content.bytes))
                return Found(config: config, path: path, isReadableByOthers: content.isReadableByOthers)
            } catch {
                throw CommandError(.invalidInput, problem(error, in: path))
            }
        }
        return nil
    }

    /// Names the key and never its value, which may be the password.
    private static func problem(_ error: any Error, in path: String) -> String {
        if case .typeMismatch(_, let context)? = error as? DecodingError, let key = context.codingPath.last {
            return "\(path): `\(key.stringValue)` must be a JSON string; put its value between double quotes."
        }
        return "\(path) is no Datera config: expected a JSON object with mgmt_ip, username, password, tenant, "
            + "api_version, ldap as strings. Correct or remove it."
    }

    /// Whether a value is one that the template of Datera's SDKs leaves to be filled in, for instance
    /// `REPLACE_ME_WITH_REAL_IP_OR_HOSTNAME` (python-sdk 03f2bee, go-udc 9b61542).
    static func isPlaceholder(_ value: String) -> Bool { value.uppercased().contains("REPLACE_ME") }
}
