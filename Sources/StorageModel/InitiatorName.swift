/// An iSCSI initiator name (`iqn.…` or `eui.…`), folded to lower case because iSCSI names do not differ by case.
package struct InitiatorName: Hashable, Sendable, Encodable, Comparable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text.lowercased() }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
