extension String {
    /// The text as it may be printed on one line of a terminal, a log or a report, from any source.
    ///
    /// What an array or another server says can hold terminal escapes, line ends and commands of CI systems
    /// (`::error::` and `##[` at the start of a line, also after blanks), and can be of any length. Everything that is
    /// not plain text is written as `\u{…}`, and what is too long is cut with a note.
    ///
    /// - Parameters:
    ///   - limit: in characters.
    ///   - keepsLineBreaks: for a message of this tool that has several lines.
    package func shown(limit: Int = 2000, keepsLineBreaks: Bool = false) -> String {
        if isPlain, utf8.count <= limit { return self }
        var result = ""
        var previous: Unicode.Scalar = " "
        var rest = unicodeScalars[...]
        while let scalar = rest.popFirst() {
            let startsCommand =
                (scalar == ":" && previous.properties.isWhitespace && rest.first == ":"
                    && rest.dropFirst().first?.properties.isAlphabetic == true)
                || (scalar == "#" && previous != "\\" && rest.starts(with: "#[".unicodeScalars))
            if startsCommand { result += "\\" }
            let isVerbatim = scalar.isPrintable || keepsLineBreaks && scalar == "\n"
            result += isVerbatim ? String(scalar) : scalar.escape
            previous = scalar
        }
        let hidden = result.count - limit
        return hidden > 0 ? "\(result.prefix(limit))… (\(hidden) more characters)" : result
    }

    /// Nothing in it could need an escape.
    private var isPlain: Bool {
        var previous = UInt8(ascii: " ")
        for byte in utf8 {
            guard (0x20..<0x7F).contains(byte) else { return false }
            if byte == previous, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return false }
            previous = byte
        }
        return true
    }
}

extension Unicode.Scalar {
    /// Whether it shows what it is. Controls do not, nor do line separators, marks that turn the direction of what
    /// follows, and invisible characters: two names that look the same must not differ by it.
    package var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        // What chooses between a sign and its picture belongs to the sign.
        default: !properties.isDefaultIgnorableCodePoint || 0xFE0E...0xFE0F ~= value
        }
    }

    fileprivate var escape: String {
        switch self {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(value, radix: 16, uppercase: true))}"
        }
    }
}
