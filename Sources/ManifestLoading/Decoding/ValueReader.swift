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
    let collector: DiagnosticCollector
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
    init(_ node: Node, label: String, collector: DiagnosticCollector) {
        self.init(node, key: Node.Key(text: "", location: node.location), role: .root(label), collector: collector)
    }

    private init(_ node: Node, key: Node.Key, role: Role, collector: DiagnosticCollector) {
        self.node = node
        self.key = key
        self.role = role
        self.collector = collector
    }

    func report(_ message: String, hint: String? = nil) {
        collector.report(Diagnostic(.error, message, at: location, hint: hint))
    }

    /// The value read in one way, with its place.
    func declared<Value>(via: String? = nil, _ read: (ValueReader) -> Value?) -> Declared<Value>? {
        read(self).map { Declared($0, at: location, via: via) }
    }
}

extension ValueReader {
    func entries(orEmptyIfNull acceptsNull: Bool = false) -> [ValueReader]? {
        switch node.content {
        case .mapping(let entries):
            return entries.map { ValueReader($0.value, key: $0.key, role: .entry, collector: collector) }
        case .scalar(let scalar) where scalar.isNull && acceptsNull:
            return []
        case .sequence:
            reportWrongKind(
                expected: "a mapping", hint: "write its entries as `key: value`, without dashes or brackets")
            return nil
        case .scalar, .invalid:
            reportWrongKind(expected: "a mapping")
            return nil
        }
    }

    func items() -> [ValueReader]? {
        guard case .sequence(let nodes) = node.content else {
            reportWrongKind(expected: "a list")
            return nil
        }
        return nodes.map { ValueReader($0, key: key, role: .listItem, collector: collector) }
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
