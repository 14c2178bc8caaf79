/// Splits the bytes of a Swift file into tokens and comments; see `SwiftSource`.
///
/// It knows nested comments, raw and multi-line strings, and code inside interpolations. A regex literal is read as
/// punctuation; a quotation mark in one can hide the rest of its line at most, as a plain string ends with its line.
struct SwiftScanner {
    let bytes: [UInt8]
    private(set) var tokens: [SwiftSource.Token] = []
    private(set) var comments: [SwiftSource.Comment] = []
    private var position = 0
    private var line = 1

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads to the end of the file, or, inside an interpolation, past the parenthesis that closes it.
    mutating func scanCode(insideInterpolation: Bool = false) {
        var depth = 0
        while let byte = peek() {
            if isWord(byte) {
                emitWord()
            } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || isNewline(byte) {
                advance()
            } else if starts(with: "//") {
                scanLineComment()
            } else if starts(with: "/*") {
                scanBlockComment()
            } else if let pounds = poundsBeforeQuote() {
                scanString(pounds: pounds)
            } else {
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                if insideInterpolation, depth < 0 { return advance() }
                emitOne()
            }
        }
    }

    // MARK: Comments

    private mutating func scanLineComment() {
        advance(2)
        let isDocumentation = peek() == UInt8(ascii: "/")
        if isDocumentation { advance() }
        comment(isDocumentation ? .documentation : .line) { $0.peek().map($0.isNewline) ?? true }
    }

    private mutating func scanBlockComment() {
        advance(2)
        var depth = 1
        while depth > 0, peek() != nil {
            comment(.block) { scanner in
                if scanner.starts(with: "/*") {
                    depth += 1
                    scanner.advance()
                } else if scanner.starts(with: "*/") {
                    depth -= 1
                    if depth > 0 { scanner.advance() }
                }
                return depth == 0 || (scanner.peek().map(scanner.isNewline) ?? true)
            }
            advance(depth == 0 ? 2 : 1)
        }
    }

    /// Records one line of a comment that ends where the condition first holds.
    private mutating func comment(_ style: SwiftSource.Comment.Style, until ends: (inout Self) -> Bool) {
        let start = position
        let startLine = line
        while !ends(&self) { advance() }
        comments.append(.init(text: text(from: start), line: startLine, style: style))
    }

    // MARK: Strings

    /// How many `#` stand before the quotation mark at this place; nil where no string starts.
    private func poundsBeforeQuote() -> Int? {
        var ahead = position
        while ahead < bytes.count, bytes[ahead] == UInt8(ascii: "#") { ahead += 1 }
        return ahead < bytes.count && bytes[ahead] == UInt8(ascii: "\"") ? ahead - position : nil
    }

    private mutating func scanString(pounds: Int) {
        advance(pounds)
        let isMultiline = starts(with: "\"\"\"")
        let marks = String(repeating: "#", count: pounds)
        let quote = (isMultiline ? "\"\"\"" : "\"") + marks
        advance(isMultiline ? 3 : 1)
        let escape = "\\" + marks
        while let byte = peek(), isMultiline || !isNewline(byte) {
            if byte == UInt8(ascii: "\""), starts(with: quote) {
                return advance(quote.utf8.count)
            } else if byte == UInt8(ascii: "\\"), starts(with: escape) {
                advance(escape.utf8.count)
                let opensInterpolation = peek() == UInt8(ascii: "(")
                advance()
                if opensInterpolation { scanCode(insideInterpolation: true) }
            } else {
                advance()
            }
        }
    }

    // MARK: Bytes

    private mutating func emitWord() {
        let start = position
        while let byte = peek(), isWord(byte) { advance() }
        tokens.append(.init(text: text(from: start), line: line, offset: start))
    }

    private mutating func emitOne() {
        tokens.append(.init(text: String(decoding: [bytes[position]], as: UTF8.self), line: line, offset: position))
        advance()
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if isNewline(bytes[position]) { line += 1 }
            position += 1
        }
    }

    private func text(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

    private func isNewline(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") }

    /// Letters, digits, `_`, `$`, the back-tick of quoted identifiers, and whatever is not ASCII.
    private func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "`"), 0x80...:
            true
        default: false
        }
    }
}
