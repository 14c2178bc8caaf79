// JSONEncoder is in FoundationEssentials; nothing else of it is used.
private import FoundationEssentials

/// A value that knows how to read itself.
protocol JSONReadable: Sendable {
    /// - Throws: when the next value is of another kind or lacks what it must have. Then the reader is of no more use.
    init(from reader: inout JSONReader) throws(JSONReadingError)
}

extension JSONReader {
    /// Nil for `null`. What is missing altogether is never asked for.
    mutating func optional<Value: JSONReadable>(
        _ type: Value.Type = Value.self
    ) throws(JSONReadingError) -> Value? {
        try takeNull() ? nil : try Value(from: &self)
    }

    /// A member that the object at `start` must have.
    func required<Value>(_ value: Value?, _ name: String, of start: Int) throws(JSONReadingError) -> Value {
        guard let value else { throw error(.missing(name), at: start) }
        return value
    }
}

extension String: JSONReadable {
    init(from reader: inout JSONReader) throws(JSONReadingError) {
        guard reader.peek() == UInt8(ascii: "\"") else { throw reader.otherKind() }
        self = try reader.string(reader.text())
    }
}

extension Array: JSONReadable where Element: JSONReadable {
    init(from reader: inout JSONReader) throws(JSONReadingError) {
        self.init()
        try reader.enterArray()
        while try reader.nextElement() { append(try Element(from: &reader)) }
    }
}

/// The members that a type reads, found by the bytes of their names.
struct JSONKeys<Key: CaseIterable & RawRepresentable<String> & Sendable>: Sendable {
    private let byLength: [[(name: [UInt8], key: Key)]]

    init(_ type: Key.Type = Key.self) {
        let names = Key.allCases.map { (name: Array($0.rawValue.utf8), key: $0) }
        byLength = (0...(names.map(\.name.count).max() ?? 0)).map { count in names.filter { $0.name.count == count } }
    }

    func key(_ text: JSONText, in reader: JSONReader) throws(JSONReadingError) -> Key? {
        if text.hasEscapes {
            return Key(rawValue: try reader.string(text))
        }
        guard text.range.count < byLength.count else { return nil }
        return byLength[text.range.count].first { candidate in
            var index = text.range.lowerBound
            for byte in candidate.name {
                guard reader.bytes[index] == byte else { return false }
                index += 1
            }
            return true
        }?.key
    }
}

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
