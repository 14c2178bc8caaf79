/// A text in which circled digits mark places: `size: ①100GB`.
package struct MarkedText: Sendable {
    /// Line and column, both counted from 1, of the character behind a marker.
    package struct Place: Hashable, Sendable {
        package var line = 1
        package var column = 1
    }

    /// The text without its markers.
    package private(set) var text = ""
    package private(set) var places: [Character: Place] = [:]

    private static let markers: Set<Character> = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"]

    package init(_ marked: String) {
        var place = Place()
        for character in marked {
            if Self.markers.contains(character) {
                places[character] = place
            } else {
                text.append(character)
                place =
                    character == "\n" ? Place(line: place.line + 1) : Place(line: place.line, column: place.column + 1)
            }
        }
    }
}
