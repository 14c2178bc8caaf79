internal import StorageModel

/// A snapshot schedule of a volume (dsp-api.md 2.8).
struct WireSnapshotPolicy: Decodable, Sendable {
    var name: String
    var interval: String?
    var retentionCount: WireInteger?
    var startTime: String?

    private enum CodingKeys: String, CodingKey {
        case name, interval
        case retentionCount = "retention_count"
        case startTime = "start_time"
    }
}

extension WireSnapshotPolicy {
    var model: SnapshotPolicy {
        SnapshotPolicy(
            name: name, interval: SnapshotPolicy.Interval(asRead: interval ?? "unknown"),
            retentionCount: retentionCount?.value ?? 1, startTime: startTime)
    }
}
