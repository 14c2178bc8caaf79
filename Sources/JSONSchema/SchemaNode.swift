/// A JSON Schema, or a part of one. Members keep their order, so that a published schema reads like the language.
package indirect enum SchemaNode: Sendable, Equatable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([SchemaNode])
    case object([Member])

    package struct Member: Sendable, Equatable {
        package var key: String
        package var value: SchemaNode

        package init(_ key: String, _ value: SchemaNode) {
            self.key = key
            self.value = value
        }
    }

    /// The dialect in which all of them are written.
    package static let dialect = "https://json-schema.org/draft/2020-12/schema"

    /// An object's schema with these members in place of, or behind, those that it has.
    package func with(_ more: SchemaNode) -> SchemaNode {
        guard case .object(let mine) = self, case .object(let theirs) = more else { return self }
        let replaced = Set(theirs.map(\.key))
        return .object(mine.filter { !replaced.contains($0.key) } + theirs)
    }

    /// As JSON, two spaces a level.
    package var json: String { text(indent: "") + "\n" }

    private func text(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return "\(number)"
        case .flag(let flag): return "\(flag)"
        case .list(let items):
            if items.isEmpty { return "[]" }
            return items.contains(where: \.isLarge)
                ? "[\n" + items.map { inner + $0.text(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
                : "[" + items.map { $0.text(indent: inner) }.joined(separator: ", ") + "]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            return "{\n"
                + members.map { "\(inner)\(Self.quoted($0.key)): \($0.value.text(indent: inner))" }
                .joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private var isLarge: Bool {
        switch self {
        case .text, .number, .flag: false
        case .list, .object: true
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case let control where control.value < 0x20:
                let digits = String(control.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            case let other: result.unicodeScalars.append(other)
            }
        }
        return result + "\""
    }
}

extension SchemaNode: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .flag(value) }
    package init(arrayLiteral elements: SchemaNode...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, SchemaNode)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}
