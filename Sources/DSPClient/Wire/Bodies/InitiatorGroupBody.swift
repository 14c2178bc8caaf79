internal import StorageModel

/// `POST /initiator_groups` (dsp-api.md 2.9).
struct InitiatorGroupBody: Encodable, Sendable {
    let name: String
    let members: [ReferenceBody]

    init(name: String, members: Set<InitiatorName>) {
        self.name = name
        self.members = members.sorted().map { ReferenceBody(.initiator($0)) }
    }
}
