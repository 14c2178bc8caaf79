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
