internal import StorageModel

/// An initiator group as one tenant sees it (dsp-api.md 2.9).
struct WireInitiatorGroup: Decodable, Sendable {
    var name: String
    var members: [WireReference]?
    var tenant: String?

    func model(seenFrom tenant: TenantPath) -> ObservedInitiatorGroup {
        let owner = self.tenant.map { TenantPath(wire: $0, below: .root) } ?? tenant
        let members = members ?? []
        var group = ObservedInitiatorGroup(name: name, members: Set(members.initiators(in: owner)), owner: owner)
        group.foreignMembers = members.foreign(.initiator, in: owner)
        return group
    }
}

/// An initiator as one tenant sees it; an inherited one carries its owner in `tenant` (dsp-api.md 2.9).
struct WireInitiator: Decodable, Sendable {
    var id: String
    var name: String?
    var tenant: String?

    func model(seenFrom tenant: TenantPath) -> ObservedInitiator {
        ObservedInitiator(
            iqn: InitiatorName(asRead: id), label: name ?? "",
            owner: self.tenant.map { TenantPath(wire: $0, below: .root) } ?? tenant)
    }
}
