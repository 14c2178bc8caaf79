internal import StorageModel

/// An initiator group as one tenant sees it (dsp-api.md 2.9).
struct WireInitiatorGroup: JSONReadable {
    var name: String
    var members: [WireReference]?
    var tenant: String?

    private enum Key: String, CaseIterable {
        case name, members, tenant
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        let start = try reader.enterObject()
        var name: String?
        while let key = try reader.next(Self.keys) {
            switch key {
            case .name: name = try String(from: &reader)
            case .members: members = try reader.optional()
            case .tenant: tenant = try reader.optional()
            }
        }
        self.name = try reader.required(name, "name", of: start)
    }

    func model(seenFrom tenant: TenantPath) -> ObservedInitiatorGroup {
        let owner = self.tenant.map { TenantPath(wire: $0, below: .root) } ?? tenant
        let members = members ?? []
        var group = ObservedInitiatorGroup(name: name, members: Set(members.initiators(in: owner)), owner: owner)
        group.foreignMembers = members.foreign(.initiator, in: owner)
        return group
    }
}

/// An initiator as one tenant sees it; an inherited one carries its owner in `tenant` (dsp-api.md 2.9).
struct WireInitiator: JSONReadable {
    var id: String
    var name: String?
    var tenant: String?

    private enum Key: String, CaseIterable {
        case id, name, tenant
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        let start = try reader.enterObject()
        var id: String?
        while let key = try reader.next(Self.keys) {
            switch key {
            case .id: id = try String(from: &reader)
            case .name: name = try reader.optional()
            case .tenant: tenant = try reader.optional()
            }
        }
        self.id = try reader.required(id, "id", of: start)
    }

    func model(seenFrom tenant: TenantPath) -> ObservedInitiator {
        ObservedInitiator(
            iqn: InitiatorName(asRead: id), label: name ?? "",
            owner: self.tenant.map { TenantPath(wire: $0, below: .root) } ?? tenant)
    }
}
