/// Turns the bytes of a request body into the value that its schema is checked against.
enum RequestBody {
    /// An empty body counts as `{}`, since several clients send none where others send an empty object.
    static func value(of request: SimulatedRequest, for schema: Schema) throws(Refusal) -> JSONValue {
        guard !request.body.isEmpty else { return [:] }
        if request.isForm, !request.target.hasPrefix("/_sim/") {
            guard let text = String(validating: request.body, as: UTF8.self), let pairs = PercentEncoding.pairs(text)
            else { throw .invalidRequest("Malformed form body") }
            return .object(TypedText.object(pairs, for: schema))
        }
        if let members = MultipartForm.members(of: request) { return .object(members) }
        do {
            return try JSONParser.parse(request.body)
        } catch {
            throw .invalidRequest(error.message)
        }
    }
}

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
