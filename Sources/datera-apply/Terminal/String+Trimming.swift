extension String {
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
