/// The identity of a volume in its stack: the manifest key, and for a `for_each` entry the member.
package struct ResourceKey: Hashable, Sendable, Encodable, Comparable, CustomStringConvertible {
    package var name: String
    package var member: String?

    package init(_ name: String, member: String? = nil) {
        self.name = name
        self.member = member
    }

    /// `scratch[a]`, the form used in addresses.
    package var description: String { member.map { "\(name)[\($0)]" } ?? name }

    /// `scratch.a`, the form written into the ownership marker, whose alphabet has no brackets. Unambiguous because keys
    /// hold no full stop.
    package var markerID: String { member.map { "\(name).\($0)" } ?? name }

    /// The inverse of `markerID`.
    package init(markerID: String) {
        if let dot = markerID.firstIndex(of: ".") {
            self.init(String(markerID[..<dot]), member: String(markerID[markerID.index(after: dot)...]))
        } else {
            self.init(markerID)
        }
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.name, left.member ?? "") < (right.name, right.member ?? "")
    }
}
