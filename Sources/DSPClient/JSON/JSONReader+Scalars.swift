/// The content of a string between its quotes.
struct JSONText: Sendable {
    let range: Range<Int>
    let hasEscapes: Bool
}

extension JSONReader {
    /// Passes over a string, which must be next.
    mutating func text() throws(JSONReadingError) -> JSONText {
        let start = position + 1
        var index = start
        var hasEscapes = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                advance(to: index + 1)
                return JSONText(range: start..<index, hasEscapes: hasEscapes)
            }
            guard byte >= 0x20 else { break }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                index += 1
            }
            index += 1
        }
        throw error(.notJSON, at: min(index, bytes.count))
    }

    func string(_ text: JSONText) throws(JSONReadingError) -> String {
        let slice = bytes[text.range]
        let content = text.hasEscapes ? try unescaped(text.range) : String(validating: slice, as: UTF8.self)
        guard let content else { throw error(.notJSON, at: text.range.lowerBound) }
        return content
    }

    /// Nil where the bytes are no UTF-8.
    private func unescaped(_ range: Range<Int>) throws(JSONReadingError) -> String? {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            // A backslash is never the last byte before the quote, because it would have escaped that.
            let escape = bytes[index + 1]
            index += 2
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(escape)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                guard let scalar = scalar(at: &index, before: range.upperBound) else {
                    throw error(.notJSON, at: index)
                }
                result += Array(String(Character(scalar)).utf8)
            default: throw error(.notJSON, at: index - 1)
            }
        }
        return String(validating: result, as: UTF8.self)
    }

    /// What follows `\u`: four hexadecimal digits, or a pair of surrogates. Nil for half a pair.
    private func scalar(at index: inout Int, before end: Int) -> Unicode.Scalar? {
        guard let first = unit(at: index, before: end) else { return nil }
        index += 4
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard index + 6 <= end, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u"),
            let second = unit(at: index + 2, before: end), UTF16.isTrailSurrogate(second)
        else { return nil }
        index += 6
        return Unicode.Scalar(0x1_0000 + UInt32(first - 0xD800) << 10 + UInt32(second - 0xDC00))
    }

    private func unit(at index: Int, before end: Int) -> UInt16? {
        guard index + 4 <= end else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// Passes over a number, which must be next, and returns where it stands.
    mutating func number() throws(JSONReadingError) -> Range<Int> {
        let start = position
        var index = start
        func digits() throws(JSONReadingError) {
            let first = index
            while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
            guard index > first else { throw error(.notJSON, at: first) }
        }
        func takes(_ byte: UInt8) -> Bool {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
            return true
        }
        _ = takes(UInt8(ascii: "-"))
        if !takes(UInt8(ascii: "0")) { try digits() }
        if takes(UInt8(ascii: ".")) { try digits() }
        if takes(UInt8(ascii: "e")) || takes(UInt8(ascii: "E")) {
            _ = takes(UInt8(ascii: "+")) || takes(UInt8(ascii: "-"))
            try digits()
        }
        advance(to: index)
        return start..<index
    }

    /// The number that is next, if it is written as an integer of `Int`; otherwise nil, and it is still next.
    mutating func integer() throws(JSONReadingError) -> Int? {
        let start = position
        var value = 0
        var isInteger = true
        for byte in bytes[try numberRange()] {
            let digit = Int(byte) - Int(UInt8(ascii: "0"))
            if byte == UInt8(ascii: "-") { continue }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(digit)
            guard (0..<10).contains(digit), !overflow, !carry else {
                isInteger = false
                break
            }
            value = sum
        }
        guard isInteger else {
            advance(to: start)
            return nil
        }
        return bytes[start] == UInt8(ascii: "-") ? -value : value
    }

    mutating func double() throws(JSONReadingError) -> Double? {
        Double(String(decoding: bytes[try numberRange()], as: UTF8.self))
    }

    private mutating func numberRange() throws(JSONReadingError) -> Range<Int> {
        let byte = peek()
        guard byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10 else { throw otherKind() }
        return try number()
    }
}
