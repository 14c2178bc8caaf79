import Diagnostics
import StorageModel

enum AttachmentKey: String, FieldKey {
    case initiators
    case initiatorGroups = "initiator_groups"
    case chap
}

/// One entry of `attachments`: who may connect to a volume, or to all volumes of a `for_each`.
struct AttachmentDeclaration {
    let key: Node.Key
    /// The key of the volume's entry, and the member in brackets if one is given.
    let volume: ResourceKey
    /// Keys of initiators and of initiator groups.
    let initiators: [Declared<String>]
    let groups: [Declared<String>]
    let chap: DesiredCHAP?

    init?(_ reader: ValueReader) {
        guard let fields = Fields<AttachmentKey>(reader, of: "an attachment") else { return nil }
        key = reader.key
        volume = ResourceKey(address: reader.key.text)
        initiators = fields[.initiators]?.uniqueItems { $0.text() }?.entries ?? []
        groups = fields[.initiatorGroups]?.uniqueItems { $0.text() }?.entries ?? []
        chap = fields[.chap].flatMap(DesiredCHAP.init)
    }
}

extension ResourceKey {
    /// Takes `scratch[a]` apart; text without brackets is the name.
    fileprivate init(address: String) {
        guard address.hasSuffix("]"), let bracket = address.firstIndex(of: "[") else {
            self.init(address)
            return
        }
        let member = address[address.index(after: bracket)...].dropLast()
        self.init(String(address[..<bracket]), member: String(member))
    }
}
