internal import StorageModel

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
