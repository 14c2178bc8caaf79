import Diagnostics
import StorageModel

/// What one section declares, to be looked up by key.
struct DeclarationTable<Value> {
    /// What an entry is, for messages: "volume type".
    let noun: String
    /// The section's key; nil when there is no such section.
    private(set) var location: SourceLocation?
    /// The sound entries, in the order in which they were read.
    private(set) var values: [Value] = []
    /// Every key, also of invalid entries: a reference to those is not an error.
    private var indexes: [String: Int?] = [:]
    private var places: [String: SourceLocation] = [:]
    private var isComplete = true

    init(_ section: StackSection, of noun: String, _ read: (ValueReader) -> Value?) {
        self.noun = noun
        add(section, read)
    }

    /// Adds the entries of another section that shares the keys of those read so far.
    mutating func add(_ section: StackSection, _ read: (ValueReader) -> Value?) {
        location = location ?? section.location
        isComplete = isComplete && section.isComplete
        for entry in section.entries {
            if let first = places.updateValue(entry.key.location, forKey: entry.key.text) {
                entry.collector.report(
                    Diagnostic(
                        .error, "the key \(entry.key.text.quoted) is already used, at \(first)",
                        at: entry.key.location, hint: "`volumes` and `app_instances` share their keys"))
                continue
            }
            let value = read(entry)
            indexes[entry.key.text] = .some(value == nil ? nil : values.count)
            if let value { values.append(value) }
        }
    }

    /// Whether there is, or may be, an entry of this key.
    func knows(_ key: String) -> Bool { indexes[key] != nil || !isComplete }

    /// The entry that a reference means; nil when it is not sound or, which is reported, not there.
    func value(for reference: Declared<String>, reporting collector: DiagnosticCollector) -> Value? {
        if let index = indexes[reference.value] { return index.map { values[$0] } }
        if isComplete { collector.reportUnknown(reference, noun: noun, candidates: indexes.keys.sorted()) }
        return nil
    }
}
