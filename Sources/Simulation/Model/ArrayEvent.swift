/// One thing that happened on the array; the lists of events and the logs tell of it, each in its own words.
struct ArrayEvent: Sendable, Codable, Equatable {
    enum Source: String, Sendable, Codable { case user, system }

    enum Severity: String, Sendable, Codable { case info, warning }

    let source: Source
    let severity: Severity
    /// In capitals: `VOLUME_CREATED`.
    let code: String
    let message: String
    /// What was done to the object, where something was.
    let operation: Operation?
    /// The tenant that it happened in.
    let tenant: TenantPath
    let objectType: String
    let objectName: String
    let objectPath: String
    /// Empty for what the array does by itself.
    let user: String
    /// Of the API; empty for what the array does by itself.
    let version: String
    /// The members of the request, without their values: these may be secrets.
    let parameters: [String]
    var time: ArrayTime
    /// Later than `time` when it happened again and nothing else in between.
    var lastSeen: ArrayTime
    var repeatCount = 1
    /// Its place among all events of the array, from 1; set by the log.
    var number = 0

    var uuid: String {
        var random = SeededRandom(seed: UInt64(clamping: number))
        return random.uuid()
    }

    /// Whether it is the same thing, whenever it happened and however often.
    func isAgain(_ other: ArrayEvent) -> Bool {
        var other = other
        (other.time, other.lastSeen) = (time, lastSeen)
        (other.repeatCount, other.number) = (repeatCount, number)
        return self == other
    }
}
