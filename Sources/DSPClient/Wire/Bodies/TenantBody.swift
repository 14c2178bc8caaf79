internal import StorageModel

/// `POST /tenants` (dsp-api.md 2.2).
struct TenantBody: Encodable, Sendable {
    let name: String
    let parentPath: String
    let descr: String?

    private enum CodingKeys: String, CodingKey {
        case name, descr
        case parentPath = "parent_path"
    }

    init(_ path: TenantPath, description: String?) {
        // The root tenant is always there; asked for, it answers 409 like any other that exists.
        name = path.components.last ?? "root"
        parentPath = (path.parent ?? .root).description
        descr = description
    }
}

/// `PUT /tenants/{path}`, which takes nothing else.
struct DescriptionBody: Encodable, Sendable {
    let descr: String
}
