// JSONEncoder is in FoundationEssentials; nothing else of it is used.
private import FoundationEssentials

/// Bodies to bytes and back.
enum JSON {
    /// Keys are sorted, so that equal requests are equal bytes.
    static func encode(_ body: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(body))
    }

    static func decode<Body: JSONReadable>(_ type: Body.Type, from bytes: [UInt8]) throws(JSONReadingError) -> Body {
        try JSONReader.read(type, from: bytes)
    }
}
