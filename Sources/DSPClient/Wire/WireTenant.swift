internal import StorageModel

/// A tenant as `GET /tenants` shows it (dsp-api.md 2.2): flat with names of subtenants, or nested with the subtenants
/// themselves.
struct WireTenant: Decodable, Sendable {
    var path: String?
    var name: String?
    var descr: String?
    var parentPath: String?
    var subtenants: [Subtenant]?

    private enum CodingKeys: String, CodingKey {
        case path, name, descr, subtenants
        case parentPath = "parent_path"
    }

    enum Subtenant: Decodable, Sendable {
        case named(String)
        case nested(WireTenant)

        init(from decoder: any Decoder) throws {
            if let name = try? decoder.singleValueContainer().decode(String.self) {
                self = .named(name)
            } else {
                self = .nested(try WireTenant(from: decoder))
            }
        }
    }
}
