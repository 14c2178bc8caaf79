extension [String] {
    /// `a`, `b` or `c`.
    var asAlternatives: String {
        let words = map { "`\($0)`" }
        guard let last = words.last, words.count > 1 else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension String {
    /// The text between backticks as messages show it: on one line, cut where it would be longer than one, and with
    /// characters that a terminal acts upon written as `\u{1B}`.
    var quoted: String {
        let limit = 60
        let scalars = unicodeScalars
        let shown = scalars.prefix(limit).map { scalar -> String in
            switch scalar.properties.generalCategory {
            case .lineSeparator, .paragraphSeparator: " "
            case .control where "\n\r\t\u{85}".unicodeScalars.contains(scalar): " "
            case .control, .format: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: String(scalar)
            }
        }.joined()
        return scalars.count > limit ? "`\(shown)…`" : "`\(shown)`"
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isASCIILetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }

    /// A letter, a digit or `_`.
    var isWordCharacter: Bool { isASCIILetter || isASCIIDigit || self == UInt8(ascii: "_") }
}
