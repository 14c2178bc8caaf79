/// The sessions in force. They expire a fixed time after the login, used or not.
struct SessionTable: Sendable, Codable {
    private var sessions: [String: Session] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
        sessions = try decoder.singleValueContainer().decode([String: Session].self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(sessions)
    }

    mutating func open(user: String, key: String, until expiry: ArrayTime, now: ArrayTime) {
        // Clients log in again and again and rarely log out: forget what has expired.
        sessions = sessions.filter { $0.value.expiresAt > now }
        sessions[key] = Session(key: key, user: user, expiresAt: expiry)
    }

    func session(_ key: String?, at now: ArrayTime) -> Session? {
        key.flatMap { sessions[$0] }.flatMap { $0.expiresAt > now ? $0 : nil }
    }

    mutating func close(_ key: String) { sessions[key] = nil }

    mutating func expireAll() { sessions = [:] }

    var count: Int { sessions.count }
}
