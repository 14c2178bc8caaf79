/// What cannot be read in a JSON text.
struct JSONReadingError: Error, Equatable, Sendable {
    enum Reason: Equatable, Sendable {
        /// Not the text of one JSON value, or one that is nested without measure.
        case notJSON
        /// A member that an object must have.
        case missing(String)
        /// Text where a number should be, `null` where nothing may be missing.
        case otherKind
        /// The right kind of value with an impossible content, in a few words.
        case unusable(String)
    }

    var reason: Reason
    /// Of the value at fault, in bytes from the start of the text.
    var offset: Int
}

extension JSONReadingError {
    /// What is wrong and where, in a few words.
    func description(in bytes: [UInt8]) -> String {
        let path = JSONPath(to: offset, in: bytes).description
        return switch reason {
        case .notJSON: "the body is not JSON"
        case .missing(let name): "no \"\(name)\" in \(path)"
        case .otherKind: "another kind of value than expected in \(path)"
        case .unusable(let text): "\(text) in \(path)"
        }
    }
}

/// The members and elements around a value, from the outermost to the value itself.
///
/// It is worked out from the value's offset only when something is wrong with the value: reading carries no path.
struct JSONPath: CustomStringConvertible {
    enum Part: Equatable {
        case member(String)
        case element(Int)
    }

    private(set) var parts: [Part] = []

    init(to offset: Int, in bytes: [UInt8]) {
        var reader = JSONReader(bytes)
        try? descend(&reader, to: offset)
    }

    var description: String {
        let text = parts.map { part in
            switch part {
            case .member(let name): ".\(name)"
            case .element(let index): "[\(index)]"
            }
        }.joined()
        return text.isEmpty ? "the body" : String(text.trimmingPrefix("."))
    }

    private mutating func descend(_ reader: inout JSONReader, to offset: Int) throws(JSONReadingError) {
        let kind = reader.peek()
        guard reader.position < offset else { return }
        if kind == UInt8(ascii: "{") {
            _ = try reader.enterObject()
            while let name = try reader.nextMember() {
                try step(into: .member(try reader.string(name)), &reader, to: offset)
                if reader.position > offset { return }
            }
        } else if kind == UInt8(ascii: "[") {
            try reader.enterArray()
            var index = 0
            while try reader.nextElement() {
                try step(into: .element(index), &reader, to: offset)
                if reader.position > offset { return }
                index += 1
            }
        }
    }

    /// Passes over a value; the part stays if the offset is in it.
    private mutating func step(
        into part: Part, _ reader: inout JSONReader, to offset: Int
    ) throws(JSONReadingError) {
        var inner = reader
        // What follows the value at fault may be no JSON.
        let isBroken = (try? reader.skip()) == nil
        guard isBroken || reader.position > offset else { return }
        parts.append(part)
        try descend(&inner, to: offset)
        if isBroken { throw reader.error(.notJSON) }
    }
}
