internal import StorageModel

/// A snapshot schedule of a volume (dsp-api.md 2.8).
struct WireSnapshotPolicy: JSONReadable {
    var name: String
    var interval: String?
    var retentionCount: WireInteger?
    var startTime: String?

    private enum Key: String, CaseIterable {
        case name, interval
        case retentionCount = "retention_count"
        case startTime = "start_time"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        let start = try reader.enterObject()
        var name: String?
        while let key = try reader.next(Self.keys) {
            switch key {
            case .name: name = try String(from: &reader)
            case .interval: interval = try reader.optional()
            case .retentionCount: retentionCount = try reader.optional()
            case .startTime: startTime = try reader.optional()
            }
        }
        self.name = try reader.required(name, "name", of: start)
    }
}

extension WireSnapshotPolicy {
    var model: SnapshotPolicy {
        SnapshotPolicy(
            name: name, interval: SnapshotPolicy.Interval(asRead: interval ?? "unknown"),
            retentionCount: retentionCount?.value ?? 1, startTime: startTime)
    }
}
