// JSON decoding and file access.
import FoundationEssentials

/// A Universal Datera Config file, which Datera's own SDKs and tools read.
struct UniversalConfig: Decodable {
    var mgmtIP: String?
    var username: String?
    var password: String?
    var tenant: String?
    var apiVersion: String?
    var ldap: String?

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
    /// - Throws: `SetupProblem` when that file is no JSON object of the expected shape.
    static func first(of paths: [String]) throws(SetupProblem) -> (config: UniversalConfig, path: String)? {
        for path in paths {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            do {
                return (try JSONDecoder().decode(UniversalConfig.self, from: data), path)
            } catch {
                throw SetupProblem(
                    .invalidInput,
                    "\(path) is no Datera config: expected a JSON object with mgmt_ip, username, password, tenant, "
                        + "api_version, ldap as strings. Correct or remove it.")
            }
        }
        return nil
    }

    /// Whether anyone but its owner may read the file.
    static func isReadableByOthers(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes?[.posixPermissions] as? Int else { return false }
        return mode & 0o077 != 0
    }
}
