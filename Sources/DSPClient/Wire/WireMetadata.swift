/// An entry of the list of all metadata (dsp-api.md 2.14).
struct WireNamedMetadata: Decodable, Sendable {
    var name: String
    var data: WireMetadata?
}

/// The metadata of an app instance (dsp-api.md 2.14).
struct WireMetadata: Decodable, Sendable {
    let values: [String: String]

    init(from decoder: any Decoder) throws {
        let entries = try decoder.singleValueContainer().decode([String: Value].self)
        values = entries.compactMapValues(\.text)
    }

    private struct Value: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws { text = try? decoder.singleValueContainer().decode(String.self) }
    }
}
