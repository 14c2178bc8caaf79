/// Values that arrive as text, in queries and forms, read as the type that their schema wants.
enum TypedText {
    static func value(_ text: String, for schema: Schema?) -> JSONValue {
        switch schema?.kinds.first {
        case .boolean: Bool(text).map { .bool($0) } ?? .string(text)
        case .integer, .number: Int(text).map { .int($0) } ?? .string(text)
        case .array, .object: (try? JSONParser.parse(Array(text.utf8))) ?? .string(text)
        case .string, .null, nil: .string(text)
        }
    }

    static func object(_ pairs: [(name: String, value: String)], for schema: Schema) -> JSONObject {
        var members = JSONObject()
        for (name, text) in pairs { members[name] = value(text, for: schema.properties?[name]) }
        return members
    }
}
