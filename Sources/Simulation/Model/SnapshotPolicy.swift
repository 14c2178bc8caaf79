/// A schedule by which the array itself takes snapshots. The simulated array keeps the schedule but never acts on it.
struct SnapshotPolicy: Sendable, Codable, Equatable {
    let name: String
    var interval: String
    var retentionCount: Int
    var startTime: String
}
