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
