package import StorageModel

/// The trash as a table: whose it was, what it is called now, how large it is.
package struct TrashText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    /// - Parameter stack: show only what this stack has removed; nil shows everything.
    package func render(_ observed: ObservedState, stack: String?) -> String {
        let rows = observed.appInstances.compactMap { app -> [String]? in
            guard let marker = app.marker, marker.flags.isTrashed, stack == nil || marker.stack == stack else {
                return nil
            }
            let size = Gibibytes(app.storageInstances.flatMap(\.volumes).reduce(0) { $0 + $1.size.count })
            let note = marker.flags.isProtected ? "protected" : ""
            return [marker.stack, "volume/\(marker.key)", app.tenant.shortName, app.name, size.description, note]
        }.sorted { $0.lexicographicallyPrecedes($1) }
        guard !rows.isEmpty else { return "The trash is empty.\n" }
        return TextTable(style: style, header: ["STACK", "ADDRESS", "TENANT", "NAME", "SIZE", ""]).render(rows)
    }
}
