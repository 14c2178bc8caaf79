import Diagnostics

/// All documents of a stack as one: the values of its header and the entries of its sections.
struct StackOutline {
    private let start: SourceLocation
    private let collector: DiagnosticCollector
    private var header: [StackKey: ValueReader] = [:]
    private var sections: [StackKey: StackSection] = [:]
    private var lists: [StackKey: [ValueReader]] = [:]
    /// False when a whole document could not be read.
    private var isComplete: Bool
    private var misspelt: Set<StackKey> = []

    /// - Parameter isComplete: whether `roots` has every document of the stack.
    init?(merging roots: [Node], isComplete: Bool, collector: DiagnosticCollector) {
        guard let start = roots.first?.location else { return nil }
        self.start = start
        self.collector = collector
        self.isComplete = isComplete
        for root in roots {
            let reader = ValueReader(root, label: "a manifest", collector: collector)
            guard let fields = Fields<StackKey>(reader, of: "a stack") else {
                self.isComplete = false
                continue
            }
            for key in StackKey.allCases { add(key, of: fields) }
        }
    }

    subscript(key: StackKey) -> ValueReader? { header[key] }

    /// The value of a header key that a stack must have.
    func required(_ key: StackKey, hint: String) -> ValueReader? {
        if header[key] == nil, isComplete, !misspelt.contains(key) {
            collector.report(Diagnostic(.error, "a stack needs `\(key.rawValue)`", at: start, hint: hint))
        }
        return header[key]
    }

    func section(_ key: StackKey) -> StackSection {
        var section = sections[key] ?? StackSection(at: nil)
        section.isComplete = section.isComplete && isComplete && !misspelt.contains(key)
        return section
    }

    /// The entries of a list, from whatever documents they come.
    func list(_ key: StackKey) -> [ValueReader] { lists[key] ?? [] }

    private mutating func add(_ key: StackKey, of fields: Fields<StackKey>) {
        guard let value = fields[key] else {
            if !fields.lacks(key) { misspelt.insert(key) }
            return
        }
        switch key.merging {
        case .section: addToSection(key, value)
        case .list: lists[key, default: []] += value.items() ?? []
        case .header: addToHeader(key, value)
        }
    }

    private mutating func addToHeader(_ key: StackKey, _ value: ValueReader) {
        guard let first = header[key] else {
            header[key] = value
            return
        }
        if !first.node.hasSameContent(as: value.node) {
            value.report(
                "`\(key.rawValue)` conflicts with the one at \(first.location)",
                hint: key == .stack ? "plan each stack by itself" : nil)
        }
    }

    private mutating func addToSection(_ key: StackKey, _ value: ValueReader) {
        // Taken out and put back, so that its entries are not copied.
        var section = sections.removeValue(forKey: key) ?? StackSection(at: value.key.location)
        if let entries = value.entries(orEmptyIfNull: true) {
            section.add(entries, reporting: collector)
        } else {
            section.isComplete = false
        }
        sections[key] = section
    }
}
