extension String {
    /// With characters that a terminal acts upon, but for line breaks, written as `\u{1B}`: what somebody has typed or set
    /// must show what it is.
    var showingControls: String {
        unicodeScalars.map { scalar in
            let isControl = [.control, .format].contains(scalar.properties.generalCategory) && scalar != "\n"
            return isControl ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
        }.joined()
    }

    /// Without the line end that editors and `echo` leave behind.
    var trimmingLineEnd: String {
        var text = self
        while let last = text.last, last.isNewline { text.removeLast() }
        return text
    }

    /// Without the blanks and line ends around it that come with copying, and with files from other systems.
    var trimmingBlanks: String {
        let text = trimmingLineEnd
        return String(text.reversed().drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace))
    }
}
