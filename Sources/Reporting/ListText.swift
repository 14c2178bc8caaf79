package import StorageModel

/// The app instances of an array as a table: whose they are, how large, in which state.
package struct ListText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    /// - Parameter stack: show only what this stack owns; nil shows everything.
    package func render(_ observed: ObservedState, stack: String?) -> String {
        let rows = observed.appInstances
            .filter { $0.ownership != .lease && (stack == nil || $0.marker?.stack == stack) }
            .sorted { ($0.tenant, $0.name, $0.id) < ($1.tenant, $1.name, $1.id) }
            .map(cells)
        guard !rows.isEmpty else { return "No volumes.\n" }
        let header = ["TENANT", "NAME", "SIZE", "REPLICAS", "STATE", "OWNER"]
        return TextTable(style: style, header: header).render(rows)
    }

    private func cells(_ app: ObservedAppInstance) -> [String] {
        let volumes = app.storageInstances.flatMap(\.volumes)
        let size = Gibibytes(volumes.reduce(0) { $0 + $1.size.count })
        let replicas = Set(volumes.map(\.replicaCount)).sorted().map(String.init).joined(separator: ",")
        let owner =
            switch app.ownership {
            case .marked(let marker): Self.text(for: marker)
            case .unreadable: "another version of datera-apply"
            case .none, .lease: Self.origin(of: app)
            }
        return [app.tenant.shortName, app.name, size.description, replicas, app.adminState.rawValue, owner]
    }

    /// The probable creator of an unmanaged volume: by its name, else by its create mode.
    private static func origin(of app: ObservedAppInstance) -> String {
        if let convention = NamingConvention(name: app.name) { return "- (\(convention.text))" }
        return app.createMode == "normal" ? "-" : "- (\(app.createMode))"
    }

    private static func text(for marker: Marker) -> String {
        let notes =
            (marker.flags.isBeingBuilt ? ["being built"] : []) + (marker.flags.isProtected ? ["protected"] : [])
            + (marker.flags.isTrashed ? ["in the trash"] : [])
        let owner = marker.stack == ImageCache.owner ? "image cache" : "\(marker.stack)/\(marker.key)"
        return owner + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }
}
