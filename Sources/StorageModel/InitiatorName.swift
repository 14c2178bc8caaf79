/// An iSCSI initiator name (`iqn.…` or `eui.…`). Names do not differ by case, but an array finds an object only under the
/// spelling that it was given.
package struct InitiatorName: Hashable, Sendable, Encodable, Comparable, CustomStringConvertible {
    /// In lower case: how plans, hashes and messages write it, and how two names are compared.
    package let text: String
    /// As the array writes it; of a name that no array has shown, the lower case. What addresses it in requests.
    package let spelling: String

    package init(_ text: String) {
        self.text = text.lowercased()
        spelling = self.text
    }

    /// As it stands in an answer of the array.
    package init(asRead spelling: String) {
        text = spelling.lowercased()
        self.spelling = spelling
    }

    package var description: String { text }

    package static func == (left: Self, right: Self) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
