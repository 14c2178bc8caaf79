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

/// `POST /initiators` (dsp-api.md 2.9).
struct InitiatorBody: Encodable, Sendable {
    let id: String
    let name: String
    /// True or left out: API 2.1 does not know the key (dsp-api.md Q2).
    let force: Bool?

    init(iqn: InitiatorName, label: String, force: Bool, api: APIVersion) {
        id = iqn.spelling
        name = label
        self.force = force && api.hasInitiatorForce ? true : nil
    }
}

/// Adds one object to a collection or removes it (dsp-api.md section 2, collection update endpoints).
struct MembershipBody: Encodable, Sendable {
    enum Operation: String, Encodable, Sendable {
        case add, remove
    }

    let operation: Operation
    let path: String

    private enum CodingKeys: String, CodingKey {
        case path
        case operation = "op"
    }

    init(_ operation: Operation, _ path: APIPath) {
        self.operation = operation
        self.path = path.description
    }
}
