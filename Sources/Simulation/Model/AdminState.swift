enum AdminState: String, Sendable, Codable {
    case online, offline
}
