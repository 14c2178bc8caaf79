/// `{path}`: points at another object.
struct ReferenceBody: Encodable, Sendable {
    let path: String

    init(_ path: APIPath) { self.path = path.description }
}
