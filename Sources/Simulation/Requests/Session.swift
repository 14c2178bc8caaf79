/// A login that has not expired yet.
struct Session: Sendable, Codable, Equatable {
    let key: String
    let user: String
    let expiresAt: ArrayTime
}
