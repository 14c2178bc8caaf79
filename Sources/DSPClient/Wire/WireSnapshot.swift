internal import StorageModel

/// A snapshot (dsp-api.md 2.7, recorded answer).
struct WireSnapshot: Decodable, Sendable {
    /// Text, whatever the schema says of an integer: clients put it into paths as it is.
    var timestamp: String?
    var uuid: String?
    /// `available`, or something else for as long as the array takes it. Absent where the array does not report it:
    /// then it is there.
    var opState: String?

    private enum CodingKeys: String, CodingKey {
        case uuid
        case timestamp = "utc_ts"
        case opState = "op_state"
    }

    var model: ObservedSnapshot {
        ObservedSnapshot(
            timestamp: timestamp ?? "", uuid: uuid ?? "", isAvailable: opState ?? "available" == "available")
    }
}

/// The snapshots inside a volume or an app instance. API v2 writes collections as objects (dsp-api.md section 2).
struct WireSnapshots: Decodable, Sendable {
    var list: [WireSnapshot]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let list = try? container.decode([WireSnapshot].self) {
            self.list = list
        } else {
            list = try container.decode([String: WireSnapshot].self).sorted { $0.key < $1.key }.map(\.value)
        }
    }
}
