extension String {
    /// With one full stop at its end: what others say has one or has none.
    package var asSentence: String {
        guard let last = unicodeScalars.last(where: { $0 != " " }) else { return self }
        return [".", "!", "?", "…"].contains(last) ? self : self + "."
    }
}
