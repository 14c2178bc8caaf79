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
    /// Nil for the intervals that the recorded schema marks as internal (1min, 2min): no client can have asked for them.
    var model: SnapshotPolicy? {
        guard let interval = interval.flatMap(SnapshotPolicy.Interval.init) else { return nil }
        return SnapshotPolicy(
            name: name, interval: interval, retentionCount: retentionCount?.value ?? 1, startTime: startTime)
    }
}
