extension String {
    /// The text as it may be printed on one line of a terminal, a log or a report, whoever wrote it.
    ///
    /// What an array or another server says can hold terminal escapes, line ends and commands of CI systems (`::error::`
    /// and `##[` at the start of a line, also after blanks), and can be of any length. Everything that is not plain text
    /// is written as `\u{…}`, and what is too long is cut with a note.
    ///
    /// - Parameter limit: in characters.
    package func shown(limit: Int = 2000) -> String {
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
            result += scalar.isPrintable ? String(scalar) : scalar.escape
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
    fileprivate var isPrintable: Bool {
        let category = properties.generalCategory
        if category == .control || category == .lineSeparator || category == .paragraphSeparator { return false }
        // Marks that turn the direction of what follows, and the byte order mark.
        return !(0x202A...0x202E ~= value || 0x2066...0x2069 ~= value || 0x200E...0x200F ~= value || value == 0xFEFF)
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
