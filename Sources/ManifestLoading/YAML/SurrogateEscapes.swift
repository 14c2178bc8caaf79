import Diagnostics

/// Characters beyond U+FFFF as JSON writes them, for instance Python's `json.dumps`: two escapes, a surrogate pair, for
/// one character. YAML has no such pairs and libyaml refuses them.
///
/// So libyaml reads a text in which another escape of the same length stands in their place, which moves no column, and
/// each scalar is given back what its part of the source says. The substitute occurs nowhere else in the text.
struct SurrogateEscapes {
    private struct Escape {
        var unit: UInt16
        /// As it is written, for instance `\uD83D`.
        var spelling: String
        /// Characters before it in the text, as libyaml counts.
        var index: Int
        var location: SourceLocation
    }

    /// The text with substitutes.
    private(set) var bytes: [UInt8]
    private var escapes: [Escape] = []
    private var substitute: Unicode.Scalar

    private static let length = 6

    /// Nil for a text without any.
    init?(in text: SourceText) {
        bytes = text.bytes
        guard Self.mayHaveSome(bytes), let substitute = Self.unusedScalar(in: bytes) else { return nil }
        self.substitute = substitute
        find(in: text.file)
        guard !escapes.isEmpty else { return nil }
    }

    /// Most texts have none, and that is soon seen.
    private static func mayHaveSome(_ bytes: [UInt8]) -> Bool {
        zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "\\") && $1 == UInt8(ascii: "u") }
    }

    /// A character for private use that the text neither holds nor escapes.
    private static func unusedScalar(in bytes: [UInt8]) -> Unicode.Scalar? {
        let text = String(decoding: bytes, as: UTF8.self)
        let used = Set(text.unicodeScalars.filter { (0xE000...0xF8FF).contains($0.value) })
        let lowercase = text.lowercased()
        // A few are enough: no text holds one but by accident.
        return (UInt32(0xE000)...0xE03F).lazy.compactMap(Unicode.Scalar.init)
            .first { !used.contains($0) && !lowercase.contains(String($0.value, radix: 16)) }
    }

    private mutating func find(in file: String) {
        let escaped = Array("\\u\(String(substitute.value, radix: 16))".utf8)
        var location = SourceLocation(file: file, line: 1, column: 1)
        var (position, index) = (0, 0)
        // An escape begins with a backslash that is not itself escaped.
        var isEscaped = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\\"), !isEscaped, let unit = surrogate(at: position) {
                let range = position..<position + Self.length
                escapes.append(
                    Escape(
                        unit: unit, spelling: String(decoding: bytes[range], as: UTF8.self), index: index,
                        location: location))
                for (offset, byte) in escaped.enumerated() { bytes[position + offset] = byte }
                position += Self.length
                index += Self.length
                location.column += Self.length
                continue
            }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            // Only the first byte of a character counts.
            if byte & 0xC0 != 0x80 {
                index += 1
                location.column += 1
            }
            if byte == UInt8(ascii: "\n") { (location.line, location.column) = (location.line + 1, 1) }
            position += 1
        }
    }

    private func surrogate(at position: Int) -> UInt16? {
        guard position + Self.length <= bytes.count, bytes[position + 1] == UInt8(ascii: "u") else { return nil }
        let digits = String(decoding: bytes[position + 2..<position + Self.length], as: UTF8.self)
        guard digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16) else { return nil }
        return UTF16.isSurrogate(unit) ? unit : nil
    }

    /// What a scalar says that was read with substitutes.
    ///
    /// - Parameter range: the characters of the text that it takes up.
    func restored(_ text: String, at range: Range<Int>, isDoubleQuoted: Bool) throws(YAMLFailure) -> String {
        let own = escapes(in: range)
        if own.isEmpty { return text }
        return isDoubleQuoted ? try decoded(text, own) : respelt(text, own)
    }

    /// By bisection: a text may have thousands of scalars and of escapes.
    private func escapes(in range: Range<Int>) -> ArraySlice<Escape> {
        func first(from bound: Int) -> Int {
            var (low, high) = (0, escapes.count)
            while low < high {
                let middle = (low + high) / 2
                if escapes[middle].index < bound { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return escapes[first(from: range.lowerBound)..<first(from: range.upperBound)]
    }

    /// Each two substitutes are one character; half a pair is none.
    private func decoded(_ text: String, _ escapes: ArraySlice<Escape>) throws(YAMLFailure) -> String {
        var rest = escapes
        var characters: [Unicode.Scalar] = []
        while let high = rest.popFirst() {
            guard UTF16.isLeadSurrogate(high.unit), let low = rest.popFirst(), UTF16.isTrailSurrogate(low.unit),
                low.index == high.index + Self.length
            else {
                throw YAMLFailure(
                    "`\(high.spelling)` is half of a surrogate pair, not a character", at: high.location,
                    hint: "write both halves, or the character itself")
            }
            let code = 0x1_0000 + ((UInt32(high.unit) & 0x3FF) << 10) + (UInt32(low.unit) & 0x3FF)
            characters.append(Unicode.Scalar(code) ?? substitute)
        }
        var next = characters[...]
        var result = String.UnicodeScalarView()
        var isSecond = false
        for scalar in text.unicodeScalars {
            guard scalar == substitute else {
                result.append(scalar)
                continue
            }
            if isSecond, let character = next.popFirst() { result.append(character) }
            isSecond.toggle()
        }
        return String(result)
    }

    /// Without double quotes a backslash is a backslash.
    private func respelt(_ text: String, _ escapes: ArraySlice<Escape>) -> String {
        var rest = escapes[...]
        let parts = text.split(
            separator: "\\u\(String(substitute.value, radix: 16))", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts.first ?? "")) { $0 + (rest.popFirst()?.spelling ?? "") + $1 }
    }
}
