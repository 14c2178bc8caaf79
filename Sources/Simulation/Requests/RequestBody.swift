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
