/// A Swift file split into what the compiler reads and what people read, so that a rule about code is not tripped by
/// a comment or a string.
struct SwiftSource: Sendable {
    /// An identifier, keyword, number or single punctuation mark outside of comments and string literals.
    struct Token: Hashable, Sendable {
        var text: String
        /// Counted from 1.
        var line: Int
        /// Bytes from the start of the file.
        var offset: Int

        /// Whether nothing stands between this token and the next one.
        func touches(_ next: Token) -> Bool { offset + text.utf8.count == next.offset }
    }

    /// One line of a comment, without its delimiters.
    struct Comment: Hashable, Sendable {
        var text: String
        var line: Int
        var style: Style

        enum Style: Hashable, Sendable { case line, documentation, block }
    }

    var tokens: [Token]
    var comments: [Comment]

    init(_ text: String) {
        var scanner = SwiftScanner(bytes: Array(text.utf8))
        scanner.scanCode()
        tokens = scanner.tokens
        comments = scanner.comments
    }

    /// Neighbouring tokens, in pairs.
    var pairs: Zip2Sequence<[Token], ArraySlice<Token>> { zip(tokens, tokens.dropFirst()) }
}
