/// An entry of the list of all metadata (dsp-api.md 2.14).
struct WireNamedMetadata: JSONReadable {
    var name: String
    var data: WireMetadata?

    private enum Key: String, CaseIterable {
        case name, data
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        let start = try reader.enterObject()
        var name: String?
        while let key = try reader.next(Self.keys) {
            switch key {
            case .name: name = try String(from: &reader)
            case .data: data = try reader.optional()
            }
        }
        self.name = try reader.required(name, "name", of: start)
    }
}

/// The metadata of an app instance (dsp-api.md 2.14).
struct WireMetadata: JSONReadable {
    let values: [String: String]

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        _ = try reader.enterObject()
        var values: [String: String] = [:]
        while let name = try reader.nextMember() {
            if reader.peek() == UInt8(ascii: "\"") {
                values[try reader.string(name)] = try String(from: &reader)
            } else {
                try reader.skip()
            }
        }
        self.values = values
    }
}
