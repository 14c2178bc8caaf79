/// The envelope of every answer since v2.1 (dsp-api.md 1.4).
struct WireEnvelope<Content: Decodable & Sendable>: Decodable, Sendable {
    var data: Content
    var metadata: WirePageMetadata?
}

/// What a page says about its list: `{"total"}` on v2.1, four fields from v2.2 on (dsp-api.md 1.5).
struct WirePageMetadata: Decodable, Sendable {
    /// Objects in the whole list.
    var total: Int?

    private enum CodingKeys: String, CodingKey {
        case total
        case totalCount = "total_count"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        total =
            try container.decodeIfPresent(WireInteger.self, forKey: .totalCount)?.value
            ?? container.decodeIfPresent(WireInteger.self, forKey: .total)?.value
    }
}
