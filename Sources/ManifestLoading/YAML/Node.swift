import Diagnostics

/// A YAML value and where it is written.
struct Node {
    indirect enum Content {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Entry])
        /// Something that has been reported already; readers pass over it in silence.
        case invalid
    }

    /// A text with what decides its type: only plain (unquoted) scalars can be numbers, booleans or null.
    struct Scalar {
        var text: String
        var isPlain: Bool

        var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
    }

    struct Key {
        var text: String
        var location: SourceLocation
    }

    struct Entry {
        var key: Key
        var value: Node
    }

    var content: Content
    var location: SourceLocation

    var isNull: Bool {
        if case .scalar(let scalar) = content { scalar.isNull } else { false }
    }

    /// Whether both say the same, wherever they are written and in whatever order their keys come; what is invalid
    /// agrees with everything.
    func hasSameContent(as other: Node) -> Bool {
        switch (content, other.content) {
        case (.scalar(let mine), .scalar(let theirs)):
            mine.text == theirs.text && mine.isNull == theirs.isNull
        case (.sequence(let mine), .sequence(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.hasSameContent(as: $1) }
        case (.mapping(let mine), .mapping(let theirs)):
            Self.haveSameContent(mine, theirs)
        case (.invalid, _), (_, .invalid): true
        case (.scalar, _), (.sequence, _), (.mapping, _): false
        }
    }

    private static func haveSameContent(_ left: [Entry], _ right: [Entry]) -> Bool {
        let values = Dictionary(right.map { ($0.key.text, $0.value) }) { first, _ in first }
        return left.count == right.count
            && left.allSatisfy { values[$0.key.text]?.hasSameContent(as: $0.value) ?? false }
    }
}
