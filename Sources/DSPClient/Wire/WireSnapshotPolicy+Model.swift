internal import StorageModel

extension WireSnapshotPolicy {
    /// Nil for the intervals that the recorded schema marks as internal (1min, 2min): no client can have asked for them.
    var model: SnapshotPolicy? {
        guard let interval = interval.flatMap(SnapshotPolicy.Interval.init) else { return nil }
        return SnapshotPolicy(
            name: name, interval: interval, retentionCount: retentionCount?.value ?? 1, startTime: startTime)
    }
}
