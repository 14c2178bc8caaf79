internal import StorageModel

/// A reference to another object: `{path}`, in answers also with `resolved_path` and the tenant that it was found in, or
/// the bare path.
struct WireReference: Decodable, Sendable, Hashable {
    let path: String
    /// Nil where the array does not say: the object is of the tenant itself, or of whichever it inherits it from.
    let tenant: String?

    private enum CodingKeys: String, CodingKey {
        case path, tenant
        case resolvedTenant = "resolved_tenant"
        case resolvedPath = "resolved_path"
    }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            path = text
            tenant = nil
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let resolved = try container.decodeIfPresent(String.self, forKey: .resolvedPath) ?? ""
        path = resolved.isEmpty ? try container.decodeIfPresent(String.self, forKey: .path) ?? "" : resolved
        let owners = try [CodingKeys.tenant, .resolvedTenant].map {
            try container.decodeIfPresent(String.self, forKey: $0)
        }
        tenant = owners.compactMap { $0 }.first { !$0.isEmpty }
    }

    /// The last part of the path: a name, a uuid or an initiator's name. Nil for the empty path that stands for "none"
    /// (recorded: an unbound `app_template`).
    var name: String? { path.split(separator: "/").last.map { String($0).percentDecoded } }
}
