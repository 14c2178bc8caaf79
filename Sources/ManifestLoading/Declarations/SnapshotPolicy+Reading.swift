import Diagnostics
import StorageModel

package enum SnapshotPolicyKey: String, FieldKey {
    case interval
    case retentionCount = "retention_count"
    case startTime = "start_time"
}

extension ValueReader {
    /// Snapshot policies by name, sorted; an empty mapping means that there must be none.
    func snapshotPolicies() -> [SnapshotPolicy]? {
        entries()?.compactMap { $0.snapshotPolicy() }.sorted { $0.name < $1.name }
    }

    private func snapshotPolicy() -> SnapshotPolicy? {
        let name = key.text
        let isNamed = NameRule.name.accepts(name)
        if !isNamed {
            collector.report(.invalidName(name, at: key.location, isFromKey: false))
        }
        guard let fields = Fields<SnapshotPolicyKey>(self, of: "a snapshot policy") else { return nil }
        let interval = fields.required(.interval)?.choice(of: SnapshotPolicy.Interval.self)
        let count = fields.required(.retentionCount)?.integer(in: 1...256)
        let startTime = fields[.startTime]?.timestamp()
        guard isNamed, let interval, let count else { return nil }
        return SnapshotPolicy(name: name, interval: interval, retentionCount: count, startTime: startTime)
    }

    /// An ISO 8601 date and time with its zone, in the style the DSP shows: `1970-01-01T00:00:30+00:00`. It must be one
    /// of the calendar: what an array makes of 30 February is unknown.
    private func timestamp() -> String? {
        guard let text = text() else { return nil }
        guard let moment = UTCSecond(iso8601: text) else {
            report("\(label) must be a time such as `2026-01-31T02:00:00+00:00`, not \(text.quoted)")
            return nil
        }
        return moment.withOffset
    }
}
