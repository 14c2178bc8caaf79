internal import StorageModel

/// A snapshot schedule (dsp-api.md 2.8).
struct SnapshotPolicyBody: Encodable, Sendable {
    /// Nil in updates, whose path names the policy.
    private var name: String?
    private let interval: String
    private let retentionCount: Int
    private let startTime: String?

    private enum CodingKeys: String, CodingKey {
        case name, interval
        case retentionCount = "retention_count"
        case startTime = "start_time"
    }

    init(creating policy: SnapshotPolicy) {
        self.init(updating: policy)
        name = policy.name
    }

    init(updating policy: SnapshotPolicy) {
        interval = policy.interval.rawValue
        retentionCount = policy.retentionCount
        startTime = policy.startTime
    }
}

/// `POST .../snapshots`: nothing but the uuid, because product 3.2 rejects whatever else API 2.2 has (dsp-api.md Q9).
struct SnapshotBody: Encodable, Sendable {
    let uuid: String
}

/// `PUT` on an offline volume or app instance: back to the moment of a snapshot (dsp-api.md 2.3, 2.5).
struct RestoreBody: Encodable, Sendable {
    let restorePoint: String

    private enum CodingKeys: String, CodingKey {
        case restorePoint = "restore_point"
    }
}
