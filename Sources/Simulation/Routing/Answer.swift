/// What an operation answers, before it is wrapped into the API's envelope.
enum Answer: Sendable {
    case entity(JSONValue)
    /// An entity that is already JSON text.
    case encoded([UInt8], path: String, name: String)
    case page(Page)
    /// A whole list without paging metadata, as sub-collections are answered.
    case list([JSONValue])
    /// Without an envelope: login, logout and the like.
    case bare(JSONValue)
}

extension Answer {
    /// The path of the object that was worked on, where the answer is one.
    var objectPath: String? {
        switch self {
        case .entity(let value): value["path"]?.string
        case .encoded(_, let path, _): path
        case .page, .list, .bare: nil
        }
    }

    /// What people call that object.
    var objectName: String? {
        switch self {
        case .entity(let value): value["name"]?.string ?? value["user_id"]?.string
        case .encoded(_, _, let name): name
        case .page, .list, .bare: nil
        }
    }
}
