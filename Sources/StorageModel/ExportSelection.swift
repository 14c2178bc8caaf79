/// Some of the app instances of an array, by name and by who made them.
package struct ExportSelection: Sendable {
    /// With `*` for any text; of names, of what Cinder's users call a volume, of keys, or of whole addresses. Empty
    /// selects every name.
    package var patterns: [String]
    /// Empty selects all.
    package var creators: Set<VolumeCreator>
    /// The first so many; nil for all.
    package var limit: Int?

    package init(patterns: [String] = [], creators: Set<VolumeCreator> = [], limit: Int? = nil) {
        self.patterns = patterns
        self.creators = creators
        self.limit = limit
    }

    package static let everything = ExportSelection()

    package var isEverything: Bool { patterns.isEmpty && creators.isEmpty && limit == nil }

    package func selects(_ app: ObservedAppInstance) -> Bool {
        guard creators.isEmpty || creators.contains(VolumeCreator(of: app)) else { return false }
        guard !patterns.isEmpty else { return true }
        var names = [app.name]
        if let convention = NamingConvention(name: app.name) {
            names.append(convention.id)
            if case .openStack(_, let display?) = convention { names.append(display) }
        }
        if let key = app.marker?.key { names += ["\(key)", "\(app.address(as: key))"] }
        return patterns.contains { pattern in names.contains { AddressPattern(pattern).matches(text: $0) } }
    }
}
