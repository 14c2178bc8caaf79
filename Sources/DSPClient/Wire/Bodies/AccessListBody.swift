internal import StorageModel

/// A whole ACL. Both lists are always written: an absent one would stay as it is (dsp-api.md 2.9).
struct AccessListBody: Encodable, Sendable {
    let initiators: [ReferenceBody]
    let initiatorGroups: [ReferenceBody]

    private enum CodingKeys: String, CodingKey {
        case initiators
        case initiatorGroups = "initiator_groups"
    }

    init(_ initiators: Set<InitiatorName>, _ groups: Set<String>) {
        self.initiators = initiators.sorted().map { ReferenceBody(.initiator($0)) }
        initiatorGroups = groups.sorted().map { ReferenceBody(.initiatorGroup($0)) }
    }
}
