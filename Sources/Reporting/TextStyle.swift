/// Whether output is coloured. Colour is a choice of the renderer; plans know nothing of it.
package struct TextStyle: Sendable {
    package var isColoured: Bool

    package init(isColoured: Bool) { self.isColoured = isColoured }

    package static let plain = TextStyle(isColoured: false)

    enum Role: String {
        case create = "32"
        case update = "33"
        case remove = "31"
        case warning = "35"
        case error = "1;31"
        case dim = "2"
        case strong = "1"
    }

    func callAsFunction(_ role: Role, _ text: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : text
    }
}
