import StorageModel

package enum InitiatorGroupKey: String, FieldKey {
    case name, members
}

/// One entry of `initiator_groups`: `key: [initiators]` or `key: {name: …, members: [initiators]}`.
struct InitiatorGroupDeclaration {
    let key: Node.Key
    /// Nil when it has none that the DSP would take.
    let name: Declared<String>?
    /// Keys of initiators.
    let members: Declared<[Declared<String>]>

    init?(_ reader: ValueReader) {
        let key = reader.resourceKey()
        let name: Declared<String>?
        let members: ValueReader?
        if case .sequence = reader.node.content {
            name = reader.resourceName(nil, orKey: key, .name)
            members = reader
        } else {
            guard let fields = Fields<InitiatorGroupKey>(reader, of: "an initiator group") else { return nil }
            name = reader.resourceName(fields[.name], orKey: key, .name)
            members = fields.required(.members)
        }
        guard let members = members?.declared({ $0.uniqueItems { $0.text() }?.entries }) else { return nil }
        self.key = reader.key
        self.name = name
        self.members = members
    }
}
