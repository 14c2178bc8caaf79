/// A reference by name to an object that may belong to a parent tenant, and where it was found.
struct ResolvedReference: Sendable, Codable, Equatable {
    let path: String
    let resolvedTenant: TenantPath

    var name: String { String(path.drop { $0 == "/" }.drop { $0 != "/" }.dropFirst()) }

    var view: JSONValue {
        ["path": .string(path), "resolved_path": .string(path), "resolved_tenant": .string(resolvedTenant.description)]
    }

    /// What the array answers where nothing is bound.
    static let unboundView: JSONValue = ["path": "", "resolved_path": "", "resolved_tenant": ""]
}
