/// What a request does to the object its path names, in the words of `/api`.
enum Operation: String, Sendable, Codable, CaseIterable {
    case create, read, update, delete

    init?(method: String) {
        switch method {
        case "POST": self = .create
        case "GET": self = .read
        case "PUT": self = .update
        case "DELETE": self = .delete
        default: return nil
        }
    }
}
