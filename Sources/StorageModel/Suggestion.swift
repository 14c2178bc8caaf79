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
