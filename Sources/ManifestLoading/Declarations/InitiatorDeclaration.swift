import Diagnostics
import StorageModel

package enum InitiatorKey: String, FieldKey {
    case iqn, name
}

/// One entry of `initiators`: `key: iqn…` or `key: {iqn: …, name: …}`.
struct InitiatorDeclaration {
    let key: Node.Key
    let iqn: Declared<InitiatorName>
    let label: String

    init?(_ reader: ValueReader) {
        let key = reader.resourceKey()
        let name: Declared<String>?
        let iqn: Declared<InitiatorName>?
        if case .mapping = reader.node.content {
            guard let fields = Fields<InitiatorKey>(reader, of: "an initiator") else { return nil }
            name = reader.resourceName(fields[.name], orKey: key, .label)
            iqn = fields.required(.iqn)?.declared { $0.initiatorName() }
        } else {
            name = reader.resourceName(nil, orKey: key, .label)
            iqn = reader.declared { $0.initiatorName() }
        }
        guard let name, let iqn else { return nil }
        self.key = reader.key
        self.iqn = iqn
        label = name.value
    }
}
