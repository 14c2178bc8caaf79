internal import StorageModel

/// A reference to another object: `{path}`, in answers also with `resolved_path` and the tenant that it was found in, or
/// the bare path.
struct WireReference: JSONReadable, Hashable {
    let path: String
    /// Nil where the array does not say: the object is of the tenant itself, or of whichever it inherits it from.
    let tenant: String?

    private enum Key: String, CaseIterable {
        case path, tenant
        case resolvedTenant = "resolved_tenant"
        case resolvedPath = "resolved_path"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        guard reader.peek() != UInt8(ascii: "\"") else {
            path = try String(from: &reader)
            tenant = nil
            return
        }
        _ = try reader.enterObject()
        var path: String?
        var resolvedPath: String?
        var tenant: String?
        var resolvedTenant: String?
        while let key = try reader.next(Self.keys) {
            switch key {
            case .path: path = try reader.optional()
            case .tenant: tenant = try reader.optional()
            case .resolvedPath: resolvedPath = try reader.optional()
            case .resolvedTenant: resolvedTenant = try reader.optional()
            }
        }
        self.path = [resolvedPath, path].compactMap { $0 }.first { !$0.isEmpty } ?? ""
        self.tenant = [tenant, resolvedTenant].compactMap { $0 }.first { !$0.isEmpty }
    }

    /// The last part of the path: a name, a uuid or an initiator's name. Nil for the empty path that stands for "none"
    /// (recorded: an unbound `app_template`).
    var name: String? { path.split(separator: "/").last.map { String($0).percentDecoded } }
}
