/// The envelope of every answer since v2.1 (dsp-api.md 1.4).
struct WireEnvelope<Content: JSONReadable>: JSONReadable {
    var data: Content
    var metadata: WirePageMetadata?

    private enum Key: String, CaseIterable {
        case data, metadata
    }

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        let keys = JSONKeys<Key>()
        let start = try reader.enterObject()
        var data: Content?
        while let key = try reader.next(keys) {
            switch key {
            case .data: data = try Content(from: &reader)
            case .metadata: metadata = try reader.optional()
            }
        }
        self.data = try reader.required(data, "data", of: start)
    }
}

/// What a page says about its list: `{"total"}` on v2.1, four fields from v2.2 on (dsp-api.md 1.5).
struct WirePageMetadata: JSONReadable {
    /// Objects in the whole list.
    var total: Int?

    private enum Key: String, CaseIterable {
        case total
        case totalCount = "total_count"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        _ = try reader.enterObject()
        var totalCount: WireInteger?
        var total: WireInteger?
        while let key = try reader.next(Self.keys) {
            switch key {
            case .total: total = try reader.optional()
            case .totalCount: totalCount = try reader.optional()
            }
        }
        self.total = (totalCount ?? total)?.value
    }
}
