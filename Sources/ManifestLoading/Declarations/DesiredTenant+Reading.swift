import Diagnostics
import StorageModel

package enum TenantKey: String, FieldKey {
    case description
}

extension DesiredTenant {
    /// Reads one entry of `tenants`.
    init?(_ reader: ValueReader) {
        let path = reader.tenantKey()
        guard let fields = Fields<TenantKey>(reader, of: "a tenant", acceptsNull: true) else { return nil }
        let description = fields[.description]?.declared { $0.name(.label) }
        guard let path else { return nil }
        self.init(path: path, description: description, location: reader.key.location)
    }
}

extension ValueReader {
    /// The key as a tenant's path below `/root`.
    fileprivate func tenantKey() -> TenantPath? {
        let keyNode = Node(content: .scalar(Node.Scalar(text: key.text, isPlain: false)), location: key.location)
        let reader = ValueReader(keyNode, label: label, collector: collector)
        guard let path = reader.tenantPath() else { return nil }
        guard path != .root else {
            reader.report("the root tenant always exists and cannot be declared")
            return nil
        }
        return path
    }
}
