package import StorageModel

extension Listing {
    /// App instances: whose they are, how large, in which state.
    ///
    /// - Parameter isWide: with everything that there is a column for.
    package static func volumes(of observed: ObservedState, _ selection: ListSelection, isWide: Bool) -> Listing {
        let apps = selection.appInstances(of: observed)
        let more: [Column] = [
            .number("provisioned_gib", "PROVISIONED"), .number("hosts", "HOSTS"), .number("snapshots", "SNAPSHOTS"),
            .text("limits", "LIMITS"), .text("pool", "POOL"), .text("protected", "PROTECTED"), .text("id", "ID"),
        ]
        var columns: [Column] = [
            Column(key: "tenant", header: "TENANT", dropRank: 2, isElastic: true),
            Column(key: "name", header: "NAME", isElastic: true),
            .number("size_gib", "SIZE"), .text("replicas", "REPLICAS", drop: 3),
            .text("state", "STATE", drop: apps.contains { $0.adminState == .offline } ? nil : 4),
            Column(key: "owner", header: "OWNER", isElastic: true),
        ]
        columns += more.map { column in
            var column = column
            if !isWide { column.header = nil }
            return column
        }
        columns += ["stack", "key", "created_by"].map(Column.hidden)
        return Listing(columns, apps.map(cells), totals: totals(of: apps), whenEmpty: "No volumes.")
    }

    private static func cells(of app: ObservedAppInstance) -> [Cell] {
        let replicas = Set(app.volumes.map(\.replicaCount)).sorted().map(String.init).joined(separator: ",")
        let pools = Set(app.storageInstances.compactMap(\.ipPool)).sorted().joined(separator: ",")
        return [
            .text(app.tenant.shortName), .text(app.name), .size(app.volumeSize), .text(replicas),
            app.adminState == .offline ? .alert("offline") : .text("online"), .text(owner(of: app)),
            .size(app.provisioned), .number(app.activeInitiators.count), .number(app.allSnapshots.count),
            limits(of: app), pools.isEmpty ? .none : .text(pools),
            .text(app.marker?.flags.isProtected == true ? "yes" : "no"), .text(app.id),
            app.marker.map { .text($0.stack) } ?? .none, app.marker.map { .text($0.key.description) } ?? .none,
            origin(of: app).map(Cell.text) ?? .none,
        ]
    }

    private static func limits(of app: ObservedAppInstance) -> Cell {
        let texts = Set(app.volumes.map { $0.performance.map(limits) ?? "" }.filter { !$0.isEmpty }).sorted()
        return texts.isEmpty ? .none : .text(texts.joined(separator: "; "))
    }

    /// `total 5000 IOPS, read 100 MiB/s`; empty without any.
    static func limits(_ limits: PerformanceLimits) -> String {
        QoSField.allCases.filter { limits[$0] != .unlimited }.map { field in
            "\(field.rawValue.prefix { $0 != "_" }) \(field.text(for: limits[field]))"
        }.joined(separator: ", ")
    }

    /// `orders/ledger (protected)`, or in parentheses who has probably made it.
    static func owner(of app: ObservedAppInstance) -> String {
        switch app.ownership {
        case .marked(let marker): text(for: marker)
        case .unreadable: "another version of datera-apply"
        case .none, .lease: origin(of: app).map { "- (\($0))" } ?? "-"
        }
    }

    /// The probable creator of an unmanaged volume: by its name, else by its create mode.
    static func origin(of app: ObservedAppInstance) -> String? {
        if let convention = NamingConvention(name: app.name) { return convention.text }
        return app.createMode == "normal" ? nil : app.createMode
    }

    private static func text(for marker: Marker) -> String {
        let notes =
            (marker.flags.isBeingBuilt ? ["being built"] : []) + (marker.flags.isProtected ? ["protected"] : [])
            + (marker.flags.isTrashed ? ["in the trash"] : [])
        let owner = marker.stack == ImageCache.owner ? "image cache" : "\(marker.stack)/\(marker.key)"
        return owner + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }

    private static func totals(of apps: [ObservedAppInstance]) -> String {
        let offline = apps.count { $0.adminState == .offline }
        let unmanaged = apps.count { $0.ownership == .none }
        let sum = total(of: apps)
        return "\(count(apps.count, "volume")), \(sum.size) (\(sum.provisioned) with replicas)"
            + (offline > 0 ? ", \(offline) offline" : "") + (unmanaged > 0 ? ", \(unmanaged) unmanaged" : "") + "."
    }
}
