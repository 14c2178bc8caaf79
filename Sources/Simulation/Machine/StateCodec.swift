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
        } catch {
            throw .validationFailed("That is no state of an array: \(error)")
        }
    }
}
