import ManifestLoading

/// Folds settings that at least three volumes share into volume types.
struct TypeFolding {
    private(set) var types: [YAMLEntry] = []
    /// What is left of each volume's settings, in the order given: its type, or all of them.
    private(set) var bodies: [[YAMLEntry]] = []

    private static let least = 3

    init(_ settings: [[YAMLEntry]]) {
        let counts = Dictionary(grouping: settings, by: { $0 }).mapValues(\.count)
        let shared = counts.filter { !$0.key.isEmpty && $0.value >= Self.least }
            .sorted { ($1.value, YAMLValue.map($0.key).flow) < ($0.value, YAMLValue.map($1.key).flow) }
        var names: [[YAMLEntry]: String] = [:]
        for (index, entry) in shared.enumerated() {
            let name = "type-\(index + 1)"
            names[entry.key] = name
            types.append(YAMLEntry(name, .map(entry.key)))
        }
        bodies = settings.map { entries in names[entries].map { [YAMLEntry(VolumeKey.type, .text($0))] } ?? entries }
    }
}
