// Foundation's JSON coder: what is written are plain Encodable structs, and output needs no faster one.
import FoundationEssentials
import StorageModel

/// Plain values as JSON for people and programs: keys in snake case and sorted, so that equal values are equal bytes.
enum JSONText {
    static func render(_ value: some Encodable) -> String { text(of: value, [.prettyPrinted]) }

    /// On one line.
    static func line(_ value: some Encodable) -> String { text(of: value, []) }

    private static func text(of value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // Nothing in a document can fail to encode: strings, whole numbers, flags and lists of them.
        guard let data = try? encoder.encode(value) else { return "{}\n" }
        return escaped(String(decoding: data, as: UTF8.self)) + "\n"
    }

    /// The same values, written so that a terminal shows them and does not obey: whatever is not ASCII stands inside a
    /// string, where JSON takes it as `\u202E` as well.
    private static func escaped(_ json: String) -> String {
        guard json.utf8.contains(where: { $0 >= 0x7F }) else { return json }
        var result = ""
        for scalar in json.unicodeScalars {
            guard scalar.value >= 0x7F, !scalar.isPrintable else {
                result.unicodeScalars.append(scalar)
                continue
            }
            for unit in scalar.utf16 {
                let digits = String(unit, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result
    }

    /// Nil when the text is not such a value.
    static func value<Value: Decodable>(_ type: Value.Type, from text: String) -> Value? {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try? decoder.decode(type, from: Data(text.utf8))
    }
}
