// FoundationEssentials for its coders: the state is some twenty plain types whose coding the compiler writes, and no
// other coder comes with the tool chain.
import FoundationEssentials

/// The whole state as JSON and back, with the API's spelling of keys.
enum StateCodec {
    static func json(_ state: ArrayState) throws(Refusal) -> JSONValue {
        do {
            return try JSONParser.parse(try bytes(state))
        } catch let error as JSONSyntaxError {
            throw .invalidRequest(error.message)
        } catch {
            throw .invalidRequest("The state cannot be written: \(error)")
        }
    }

    static func state(_ json: JSONValue) throws(Refusal) -> ArrayState {
        do {
            return try state(JSONWriter.encoded(json))
        } catch {
            throw .validationFailed("That is no state of an array: \(error)")
        }
    }

    static func bytes(_ state: ArrayState) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(state))
    }

    static func state(_ bytes: [UInt8]) throws -> ArrayState {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(ArrayState.self, from: Data(bytes))
    }
}
