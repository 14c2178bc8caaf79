/// A text in which circled digits mark places: `size: ①100GB`.
package struct MarkedText: Sendable {
    /// Line and column, both counted from 1, of the character behind a marker.
    package struct Place: Hashable, Sendable {
        package var line: Int
        package var column: Int
    }

    /// The text without its markers.
    package let text: String
    package let places: [Character: Place]

    package static let markers: [Character] = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"]

    package init(_ marked: String) {
        var text = ""
        var places: [Character: Place] = [:]
        var place = Place(line: 1, column: 1)
        for character in marked {
            if Self.markers.contains(character) {
                places[character] = place
                continue
            }
            text.append(character)
            place = character == "\n" ? Place(line: place.line + 1, column: 1) : place
            if character != "\n" { place.column += 1 }
        }
        self.text = text
        self.places = places
    }
}
