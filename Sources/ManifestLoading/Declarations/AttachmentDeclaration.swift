import Diagnostics
import StorageModel

package enum AttachmentKey: String, FieldKey {
    case initiators
    case initiatorGroups = "initiator_groups"
    case chap
}

/// One entry of `attachments`: who may connect to a volume, to all volumes of a `for_each`, or to one storage instance of
/// an app instance: `warehouse/logs`.
struct AttachmentDeclaration {
    let key: Node.Key
    /// The key of the volume's entry, and the member in brackets if one is given.
    let volume: ResourceKey
    /// The one storage instance that is meant; nil for all.
    let storage: String?
    /// Keys of initiators and of initiator groups.
    let initiators: [Declared<String>]
    let groups: [Declared<String>]
    let chap: CHAP

    /// What an attachment says about CHAP.
    enum CHAP {
        /// Nothing: then `defaults` decides.
        case byDefault
        case none
        case given(DesiredCHAP)
        /// Said, but not readable.
        case unknown
    }

    init?(_ reader: ValueReader) {
        guard let fields = Fields<AttachmentKey>(reader, of: "an attachment") else { return nil }
        key = reader.key
        let parts = reader.key.text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        volume = ResourceKey(address: String(parts[0]))
        storage = parts.count > 1 ? String(parts[1]) : nil
        initiators = fields[.initiators]?.uniqueItems { $0.text() }?.entries ?? []
        groups = fields[.initiatorGroups]?.uniqueItems { $0.text() }?.entries ?? []
        chap = CHAP(fields[.chap])
    }
}

extension AttachmentDeclaration.CHAP {
    fileprivate init(_ reader: ValueReader?) {
        guard let reader else {
            self = .byDefault
            return
        }
        if case .scalar(let scalar) = reader.node.content, scalar.text == "none" {
            self = .none
        } else {
            self = DesiredCHAP(reader).map(Self.given) ?? .unknown
        }
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
