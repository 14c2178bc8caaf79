/// Reads a JSON text (RFC 8259) from its first byte to its last, straight into values, without a tree between.
///
/// A list of 4,096 volumes is 11 MB, of which a plan needs a third: what no type asks for is passed over and never kept.
/// Each value takes what it needs and leaves the reader behind itself.
struct JSONReader {
    /// Containers inside each other, at most. A DSP needs 12; the limit keeps a hostile answer from using up the stack.
    private static let maximumDepth = 512

    let bytes: [UInt8]
    /// Of the next byte.
    private(set) var position = 0
    private var depth = 0
    /// Whether no member or element of the innermost container has been read.
    private var isFirst = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The one value of a text.
    static func read<Value: JSONReadable>(_ type: Value.Type, from bytes: [UInt8]) throws(JSONReadingError) -> Value {
        var reader = JSONReader(bytes)
        let value = try Value(from: &reader)
        try reader.end()
        return value
    }

    func error(_ reason: JSONReadingError.Reason, at offset: Int? = nil) -> JSONReadingError {
        JSONReadingError(reason: reason, offset: offset ?? position)
    }

    // MARK: Bytes

    /// The first byte of the next value, or 0 at the end.
    mutating func peek() -> UInt8 {
        skipSpace()
        return position < bytes.count ? bytes[position] : 0
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20, Self.isSpace(bytes[position]) { position += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private mutating func end() throws(JSONReadingError) {
        skipSpace()
        guard position == bytes.count else { throw error(.notJSON) }
    }

    private mutating func take(_ byte: UInt8) throws(JSONReadingError) {
        guard peek() == byte else { throw error(.notJSON) }
        position += 1
    }

    mutating func take(word: StaticString) throws(JSONReadingError) {
        let count = word.utf8CodeUnitCount
        guard position + count <= bytes.count else { throw error(.notJSON) }
        for index in 0..<count where bytes[position + index] != word.utf8Start[index] { throw error(.notJSON) }
        position += count
    }

    /// Moves behind `null` if that is next.
    mutating func takeNull() throws(JSONReadingError) -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        try take(word: "null")
        return true
    }

    mutating func advance(to position: Int) { self.position = position }

    // MARK: Containers

    /// Begins an object.
    ///
    /// - Returns: where it stands, for errors about members that it lacks.
    mutating func enterObject() throws(JSONReadingError) -> Int { try enter(UInt8(ascii: "{")) }

    mutating func enterArray() throws(JSONReadingError) { _ = try enter(UInt8(ascii: "[")) }

    private mutating func enter(_ bracket: UInt8) throws(JSONReadingError) -> Int {
        guard peek() == bracket else { throw otherKind() }
        guard depth < Self.maximumDepth else { throw error(.notJSON) }
        depth += 1
        isFirst = true
        position += 1
        return position - 1
    }

    /// The error of a value that is none of the kind expected.
    mutating func otherKind() -> JSONReadingError {
        let isValue =
            switch peek() {
            case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "t"), UInt8(ascii: "f"),
                UInt8(ascii: "n"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        return error(isValue ? .otherKind : .notJSON)
    }

    /// Whether another element follows in the array; ends the array if not.
    mutating func nextElement() throws(JSONReadingError) -> Bool { try next(before: UInt8(ascii: "]")) }

    private mutating func next(before bracket: UInt8) throws(JSONReadingError) -> Bool {
        let wasFirst = isFirst
        isFirst = false
        if peek() == bracket {
            position += 1
            depth -= 1
            return false
        }
        if !wasFirst { try take(UInt8(ascii: ",")) }
        return true
    }

    /// Where the name of the object's next member stands between its quotes; nil at the object's end, which is passed.
    mutating func nextMember() throws(JSONReadingError) -> JSONText? {
        guard try next(before: UInt8(ascii: "}")) else { return nil }
        guard peek() == UInt8(ascii: "\"") else { throw error(.notJSON) }
        let name = try text()
        try take(UInt8(ascii: ":"))
        return name
    }

    /// The next member of these, past all others; nil at the object's end.
    mutating func next<Key>(_ keys: JSONKeys<Key>) throws(JSONReadingError) -> Key? {
        while let name = try nextMember() {
            if let key = try keys.key(name, in: self) { return key }
            try skip()
        }
        return nil
    }

    /// Passes over a value of any kind.
    mutating func skip() throws(JSONReadingError) {
        switch peek() {
        case UInt8(ascii: "{"):
            _ = try enterObject()
            while try nextMember() != nil { try skip() }
        case UInt8(ascii: "["):
            try enterArray()
            while try nextElement() { try skip() }
        case UInt8(ascii: "\""): _ = try text()
        case UInt8(ascii: "t"): try take(word: "true")
        case UInt8(ascii: "f"): try take(word: "false")
        case UInt8(ascii: "n"): try take(word: "null")
        default: _ = try number()
        }
    }
}
