/// How output looks. Colour and folding are choices of the renderer; plans know nothing of them.
package struct TextStyle: Sendable {
    package var isColoured: Bool
    /// Whether one block stands for all changes that are alike.
    package var isFolded: Bool

    package init(isColoured: Bool, isFolded: Bool = true) {
        self.isColoured = isColoured
        self.isFolded = isFolded
    }

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
