/// Finds what a misspelt word was meant to be.
package enum Suggestion {
    /// The candidate nearest to the word, the first of equals; nil when none is near enough to be meant.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().utf8)
        guard (1...longestWord).contains(letters.count) else { return nil }
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let tolerance = min(max(1, letters.count / 3), (best?.distance ?? .max) - 1)
            let others = Array(candidate.lowercased().utf8)
            guard abs(others.count - letters.count) <= tolerance else { continue }
            let distance = editDistance(letters, others)
            // A word of which no letter is right was not meant.
            if distance <= tolerance && distance < letters.count { best = (distance, candidate) }
            if distance == 0 { break }
        }
        return best?.candidate
    }

    private static let longestWord = 64

    /// How many letters to insert, delete, replace or swap with their neighbour (optimal string alignment).
    private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var distance = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    distance = min(distance, beforeLast[column - 1] + 1)
                }
                current.append(distance)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}

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
