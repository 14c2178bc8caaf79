internal import StorageModel

/// A snapshot (dsp-api.md 2.7, recorded answer).
struct WireSnapshot: JSONReadable {
    /// Text, whatever the schema says of an integer: clients put it into paths as it is.
    var timestamp: String?
    var uuid: String?
    /// `available`, or something else for as long as the array takes it. Absent where the array does not report it:
    /// then it is there.
    var opState: String?

    private enum Key: String, CaseIterable {
        case uuid
        case timestamp = "utc_ts"
        case opState = "op_state"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        _ = try reader.enterObject()
        while let key = try reader.next(Self.keys) {
            switch key {
            case .timestamp: timestamp = try reader.optional()
            case .uuid: uuid = try reader.optional()
            case .opState: opState = try reader.optional()
            }
        }
    }

    var model: ObservedSnapshot {
        ObservedSnapshot(
            timestamp: timestamp ?? "", uuid: uuid ?? "", isAvailable: opState ?? "available" == "available")
    }
}

/// The snapshots inside a volume or an app instance. API v2 writes collections as objects (dsp-api.md section 2).
struct WireSnapshots: JSONReadable {
    var list: [WireSnapshot]

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        guard reader.peek() == UInt8(ascii: "{") else {
            list = try [WireSnapshot](from: &reader)
            return
        }
        _ = try reader.enterObject()
        var byName: [String: WireSnapshot] = [:]
        while let name = try reader.nextMember() {
            byName[try reader.string(name)] = try WireSnapshot(from: &reader)
        }
        list = byName.sorted { $0.key < $1.key }.map(\.value)
    }
}
