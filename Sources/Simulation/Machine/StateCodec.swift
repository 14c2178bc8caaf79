// FoundationEssentials for its coders: the state is some twenty plain types whose coding the compiler writes, and no
// other coder comes with the tool chain.
import FoundationEssentials

/// The state, or a part of it, as JSON and back, with the API's spelling of keys.
enum StateCodec {
    static func json(_ value: some Encodable) throws(Refusal) -> JSONValue {
        do {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try JSONParser.parse(Array(try encoder.encode(value)))
        } catch {
            throw .invalidRequest("The state cannot be written: \(error)")
        }
    }

    static func value<Value: Decodable>(_ json: JSONValue) throws(Refusal) -> Value {
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Value.self, from: Data(JSONWriter.encoded(json)))
        } catch let error as DecodingError {
            throw .validationFailed("Not a state of an array: " + reason(for: error))
        } catch {
            throw .validationFailed("Not a state of an array: \(error)")
        }
    }

    /// What is wrong and where, in one sentence instead of Swift's own account.
    private static func reason(for error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): "\(place(context, key)) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            "\(place(context)) is not what it should be"
        @unknown default: "\(error)"
        }
    }

    /// The path to a member, in the spelling of the file.
    private static func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
        let steps = (context.codingPath + (key.map { [$0] } ?? [])).map { step in
            step.intValue.map { "\($0)" }
                ?? step.stringValue.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : "\($1)" }
        }
        return steps.isEmpty ? "it" : steps.joined(separator: ".")
    }
}
