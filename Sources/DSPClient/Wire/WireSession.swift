/// The answer to a login, which has no envelope (dsp-api.md 1.3).
struct WireSession: Decodable, Sendable {
    /// The session's key. Missing or empty means that the login was refused.
    var key: String?
}
