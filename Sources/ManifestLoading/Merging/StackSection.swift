import Diagnostics

/// The entries of one section, from whatever documents they come.
struct StackSection {
    /// The section's key, where it stands first; nil when there is no such section.
    let location: SourceLocation?
    private(set) var entries: [ValueReader] = []
    /// False when a part of it could not be read: then it is unknown what it does not hold.
    var isComplete = true
    private var places: [String: SourceLocation] = [:]

    init(at location: SourceLocation?) { self.location = location }

    /// Adds what no other document has declared.
    mutating func add(_ newEntries: [ValueReader], reporting collector: DiagnosticCollector) {
        for entry in newEntries {
            if let first = places[entry.key.text] {
                collector.report(.duplicateKey(entry.key, first: first))
            } else {
                places[entry.key.text] = entry.key.location
                entries.append(entry)
            }
        }
    }
}
