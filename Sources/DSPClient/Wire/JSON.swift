// JSONEncoder and JSONDecoder are in FoundationEssentials; nothing else of it is used.
private import FoundationEssentials

/// Bodies to bytes and back.
enum JSON {
    /// Keys are sorted, so that equal requests are equal bytes.
    static func encode(_ body: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(body))
    }

    static func decode<Body: Decodable>(_ type: Body.Type, from bytes: [UInt8]) throws -> Body {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    /// What a decoding error found wrong and where, in a few words.
    static func reason(for error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "no \"\(key.stringValue)\" in \(place(context))"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "another kind of value than expected in \(place(context))"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "\(context.debugDescription) in \(place(context))"
        default:
            "the body is not JSON"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
        return path.isEmpty ? "the body" : String(path.trimmingPrefix("."))
    }
}
