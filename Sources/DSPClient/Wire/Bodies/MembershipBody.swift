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
