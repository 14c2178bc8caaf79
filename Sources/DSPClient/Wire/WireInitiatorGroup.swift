internal import StorageModel

/// An initiator group as one tenant sees it (dsp-api.md 2.9).
struct WireInitiatorGroup: Decodable, Sendable {
    var name: String
    var members: [WireReference]?
    var tenant: String?

    func model(seenFrom tenant: TenantPath) -> ObservedInitiatorGroup {
        ObservedInitiatorGroup(
            name: name, members: Set((members ?? []).compactMap(\.name).map(InitiatorName.init(asRead:))),
            owner: self.tenant.map { TenantPath(wire: $0, below: .root) } ?? tenant)
    }
}
