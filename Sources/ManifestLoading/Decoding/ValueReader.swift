import Diagnostics
import StorageModel

/// A value that is about to be read, with how messages call it and where they go.
///
/// Every reading method gives nil for a value it has reported, so nothing is reported twice.
struct ValueReader {
    private enum Role {
        case root(String)
        case entry
        case listItem
    }

    let node: Node
    /// The key under which the value stands; for an item of a list, that of the list.
    let key: Node.Key
    let findings: Findings
    private let role: Role

    var location: SourceLocation { node.location }

    /// How messages name the value.
    var label: String {
        switch role {
        case .root(let label): label
        case .entry: key.text.quoted
        case .listItem: "an entry of \(key.text.quoted)"
        }
    }

    /// A reader for a value that stands under no key.
    init(_ node: Node, label: String, findings: Findings) {
        self.init(node, key: Node.Key(text: "", location: node.location), role: .root(label), findings: findings)
    }

    private init(_ node: Node, key: Node.Key, role: Role, findings: Findings) {
        self.node = node
        self.key = key
        self.role = role
        self.findings = findings
    }

    func report(_ message: String, hint: String? = nil) {
        findings.report(Diagnostic(.error, message, at: location, hint: hint))
    }

    /// The value read in one way, with its place.
    func declared<Value>(via: String? = nil, _ read: (ValueReader) -> Value?) -> Declared<Value>? {
        read(self).map { Declared($0, at: location, via: via) }
    }
}

// MARK: - Collections

extension ValueReader {
    func entries(orEmptyIfNull acceptsNull: Bool = false) -> [ValueReader]? {
        switch node.content {
        case .mapping(let entries):
            return entries.map { ValueReader($0.value, key: $0.key, role: .entry, findings: findings) }
        case .scalar(let scalar) where scalar.isNull && acceptsNull:
            return []
        case .scalar, .sequence, .invalid:
            reportWrongKind(expected: "a mapping")
            return nil
        }
    }

    func items() -> [ValueReader]? {
        guard case .sequence(let nodes) = node.content else {
            reportWrongKind(expected: "a list")
            return nil
        }
        return nodes.map { ValueReader($0, key: key, role: .listItem, findings: findings) }
    }

    /// The entries of a list that can be read, each once; a repetition is an error.
    func uniqueItems<Value>(_ read: (ValueReader) -> Value?) -> UniqueList<Value>? {
        guard let items = items() else { return nil }
        var seen: Set<Value> = []
        let entries = items.compactMap { item -> Declared<Value>? in
            guard let value = item.declared(read) else { return nil }
            if seen.insert(value.value).inserted { return value }
            item.report("\("\(value.value)".quoted) is listed twice")
            return nil
        }
        return UniqueList(entries: entries, isComplete: entries.count == items.count)
    }
}

// MARK: - Scalars

extension ValueReader {
    func scalar(expected: String) -> Node.Scalar? {
        if case .scalar(let scalar) = node.content, !scalar.isNull { return scalar }
        reportWrongKind(expected: expected)
        return nil
    }

    /// Any scalar as it is written: a project id such as `0017` stays what it is.
    func text() -> String? { scalar(expected: "text")?.text }

    func boolean() -> Bool? {
        guard let scalar = scalar(expected: Self.booleanNoun) else { return nil }
        switch scalar.text {
        case "true" where scalar.isPlain, "True" where scalar.isPlain, "TRUE" where scalar.isPlain: return true
        case "false" where scalar.isPlain, "False" where scalar.isPlain, "FALSE" where scalar.isPlain: return false
        default:
            let meant = NumberSpelling.boolean(meantBy: scalar.text)
            reportUnreadable(scalar, expected: Self.booleanNoun, suggestion: meant.map { "\($0)" })
            return nil
        }
    }

    func integer(in range: ClosedRange<Int>) -> Int? {
        guard let scalar = scalar(expected: Self.integerNoun) else { return nil }
        guard scalar.isPlain, NumberSpelling.isInteger(scalar.text) else {
            let meant = NumberSpelling.integer(meantBy: scalar.text)
            reportUnreadable(scalar, expected: Self.integerNoun, suggestion: meant.map { "\($0)" })
            return nil
        }
        guard let value = Int(scalar.text), range.contains(value) else {
            report("\(label) must be \(range.lowerBound) to \(range.upperBound), not \(scalar.text.quoted)")
            return nil
        }
        return value
    }

    func choice<Choice: CaseIterable & RawRepresentable<String>>(of: Choice.Type = Choice.self) -> Choice? {
        let words = Choice.allCases.map(\.rawValue)
        guard let text = scalar(expected: words.asAlternatives)?.text else { return nil }
        guard let choice = Choice(rawValue: text) else {
            report(
                "\(label) must be \(words.asAlternatives), not \(text.quoted)",
                hint: Spelling.nearest(to: text, among: words).map { "did you mean `\($0)`?" })
            return nil
        }
        return choice
    }

    func name(_ rule: NameRule = .name) -> String? {
        guard let text = text() else { return nil }
        guard rule.accepts(text) else {
            report("\(label) must be \(rule.text); \(text.quoted) is not")
            return nil
        }
        return text
    }

    private static let booleanNoun = "`true` or `false`"
    private static let integerNoun = "a whole number"
}

// MARK: - What went wrong

extension ValueReader {
    func reportWrongKind(expected: String) {
        switch node.content {
        case .invalid: break
        case .scalar(let scalar) where scalar.isNull: report("\(label) is empty; it needs \(expected)")
        case .scalar: report("\(label) needs \(expected), not text")
        case .sequence: report("\(label) needs \(expected), not a list")
        case .mapping: report("\(label) needs \(expected), not a mapping")
        }
    }

    func reportUnreadable(_ scalar: Node.Scalar, expected: String, suggestion: String?) {
        let isQuotedOnly = suggestion == scalar.text && !scalar.isPlain
        report(
            "\(label) needs \(expected), not \(isQuotedOnly ? "text: \(scalar.text.quoted)" : scalar.text.quoted)",
            hint: isQuotedOnly ? "remove the quotes" : suggestion.map { "write `\($0)`" })
    }
}
