package import StorageModel

/// What is on an array as a page: how full it is, what needs attention, and every volume with its owner.
package enum InventoryHTML {
    package static func render(_ observed: ObservedState, _ selection: ListSelection = ListSelection()) -> String {
        let apps = selection.appInstances(of: observed)
        let offline = apps.filter { $0.adminState == .offline && !($0.marker?.flags.isTrashed ?? false) }
        let cluster = observed.cluster
        return HTMLPage(
            title: "Volumes of \(cluster.name)", kind: "Inventory", heading: "Array \(cluster.name)",
            subtitle: "product \(cluster.product), API \(cluster.api.rawValue)"
                + (selection.stack.map { ", stack \($0)" } ?? ""),
            verdict: verdict(apps, offline: offline),
            sections: [
                PageParts.tiles(
                    tiles(apps, offline: offline),
                    and: observed.capacity.map { CapacityBars.tile(StorageSummary.Row($0)) }),
                capacity(apps, observed.capacity), volumes(apps),
            ].compactMap(\.self),
            footer: [.element("p", [:], .text("Array \(cluster.name), uuid \(cluster.uuid)."))]
        ).render()
    }

    private static func verdict(_ apps: [ObservedAppInstance], offline: [ObservedAppInstance]) -> Markup {
        let unwell = apps.filter { !$0.troubles.isEmpty }
        let problems = [(offline, "offline"), (unwell, "unhealthy")].filter { !$0.0.isEmpty }
            .map { apps, word in "\(word): \(Self.names(apps))" }
        guard !problems.isEmpty else { return PageParts.verdict(.good, "All volumes are online and healthy") }
        return PageParts.verdict(
            .careful, "\("volume".counted(Set((offline + unwell).map(\.id)).count)) need attention", problems)
    }

    private static func names(_ apps: [ObservedAppInstance]) -> String {
        let shown = 10
        let rest = apps.count - shown
        return apps.prefix(shown).map(\.name).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static func tiles(_ apps: [ObservedAppInstance], offline: [ObservedAppInstance]) -> [PageParts.Tile] {
        let volumes = apps.flatMap { $0.storageInstances.flatMap(\.volumes) }
        let size = Gibibytes(volumes.reduce(0) { $0 + $1.size.count })
        let provisioned = Gibibytes(volumes.reduce(0) { $0 + $1.provisioned.count })
        return [
            PageParts.Tile("volumes", volumes.count, "blue"),
            PageParts.Tile("size", text: size.rounded),
            PageParts.Tile("with replicas", text: provisioned.rounded),
            PageParts.Tile("owned by a stack", apps.count { $0.marker != nil }, "green"),
            PageParts.Tile("without an owner", apps.count { $0.marker == nil }, "amber"),
            PageParts.Tile("offline", offline.count, "red"),
        ]
    }

    private static func capacity(_ apps: [ObservedAppInstance], _ capacity: ArrayCapacity?) -> Markup? {
        CapacityBars(hasPlan: false).section(
            "Capacity", array: capacity.map(StorageSummary.Row.init),
            [
                CapacityBars.Group(title: "Tenants", rows: shares(apps) { $0.tenant.shortName }),
                CapacityBars.Group(
                    title: "Owners", rows: shares(apps) { $0.marker.map { "stack \($0.stack)" } ?? "without an owner" }),
            ])
    }

    private static func shares(
        _ apps: [ObservedAppInstance], by name: (ObservedAppInstance) -> String
    ) -> [StorageSummary.Row] {
        Dictionary(grouping: apps, by: name).sorted { $0.key < $1.key }.map { name, apps in
            let volumes = apps.flatMap { $0.storageInstances.flatMap(\.volumes) }
            let provisioned = volumes.reduce(0) { $0 + $1.provisioned.count }
            return StorageSummary.Row(
                label: name, nowGib: provisioned, afterGib: provisioned, totalGib: nil, volumesNow: volumes.count,
                volumesAfter: volumes.count)
        }
    }

    private static func volumes(_ apps: [ObservedAppInstance]) -> Markup? {
        guard !apps.isEmpty else { return nil }
        let tenants = Dictionary(grouping: apps, by: \.tenant).sorted { $0.key < $1.key }
        let columns = [
            PageParts.Column(title: "Name"), PageParts.Column(title: "Size", isNumber: true),
            PageParts.Column(title: "Replicas", isNumber: true), PageParts.Column(title: "Connected", isNumber: true),
            PageParts.Column(title: "State"),
            PageParts.Column(title: "Owner"),
        ]
        let blocks = tenants.map { tenant, apps in
            Markup.element(
                "details", ["open": ""],
                .element(
                    "summary", [:], .element("strong", [:], .text("Tenant \(tenant.shortName)")),
                    .element("span", ["class": "muted"], .text(" \("volume".counted(apps.count))"))),
                .element(
                    "div", ["class": "inside"],
                    PageParts.table("Volumes of tenant \(tenant.shortName)", columns, apps.map(row), isSearched: true)))
        }
        return PageParts.section("volumes", "Volumes", [PageParts.search("a volume")] + blocks)
    }

    private static func row(_ app: ObservedAppInstance) -> [Markup] {
        let replicas = Set(app.volumes.map(\.replicaCount)).sorted().map(String.init).joined(separator: ",")
        let state: Markup =
            app.adminState == .offline ? PageParts.badge(.careful, "offline") : .text(app.adminState.rawValue)
        return [
            .element("code", [:], .text(app.name)), .text(app.volumeSize.description), .text(replicas),
            .text("\(app.activeInitiators.count)"), state, .text(Listing.owner(of: app)),
        ]
    }
}
