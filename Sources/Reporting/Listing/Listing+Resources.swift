package import StorageModel

/// What else than volumes can be listed.
extension Listing {
    package static func tenants(of observed: ObservedState) -> Listing {
        let apps = grouped(observed) { $0.tenant }
        let paths = Set(observed.tenants.map(\.path)).union(apps.keys).sorted()
        let descriptions = Dictionary(
            observed.tenants.map { ($0.path, $0.description ?? "") }, uniquingKeysWith: { first, _ in first })
        return Listing(
            [Column(key: "tenant", header: "TENANT", isElastic: true)] + sums
                + [Column(key: "description", header: "DESCRIPTION", dropRank: 1, isElastic: true)],
            paths.map { path in
                let text = descriptions[path] ?? ""
                return [.text(path.shortName)] + cells(of: apps[path] ?? [])
                    + [text.isEmpty ? .none : .text(text)]
            }, totals: count(paths.count, "tenant") + ".", whenEmpty: "No tenants.")
    }

    /// Settings that volumes have in common. The array knows no volume types: `export` makes types of these.
    package static func types(of observed: ObservedState) -> Listing {
        struct Settings: Hashable {
            var replicas: Int
            var placement: String
            var limits: String
        }
        var groups: [Settings: [VolumeContent]] = [:]
        for app in listed(observed) {
            for volume in app.volumes {
                let settings = Settings(
                    replicas: volume.replicaCount, placement: volume.placement?.description ?? "",
                    limits: volume.performance.map { limits($0) } ?? "")
                groups[settings, default: []].append(volume)
            }
        }
        let ordered = groups.sorted {
            ($1.value.count, $0.key.replicas, $0.key.placement, $0.key.limits)
                < ($0.value.count, $1.key.replicas, $1.key.placement, $1.key.limits)
        }
        return Listing(
            [
                .number("volumes", "VOLUMES"), .number("size_gib", "SIZE"),
                .number("provisioned_gib", "PROVISIONED", drop: 1), .number("replicas", "REPLICAS"),
                .text("placement", "PLACEMENT"),
                Column(key: "limits", header: "LIMITS", isElastic: true),
            ],
            ordered.map { settings, volumes in
                [
                    .number(volumes.count), .size(Gibibytes(volumes.reduce(0) { $0 + $1.size.count })),
                    .size(Gibibytes(volumes.reduce(0) { $0 + $1.provisioned.count })), .number(settings.replicas),
                    settings.placement.isEmpty ? .none : .text(settings.placement),
                    settings.limits.isEmpty ? .none : .text(settings.limits),
                ]
            }, totals: "\(count(ordered.count, "combination")) of settings; `export` writes them as volume types.",
            whenEmpty: "No volumes.")
    }

    package static func initiators(of observed: ObservedState) -> Listing {
        var users: [InitiatorName: Int] = [:]
        var sessions: [InitiatorName: Int] = [:]
        for app in listed(observed) {
            for storage in app.storageInstances { for name in storage.initiators { users[name, default: 0] += 1 } }
            for name in app.activeInitiators { sessions[name, default: 0] += 1 }
        }
        let own = observed.initiators.flatMap { tenant, list in list.filter { $0.owner == tenant } }
        let rows = own.sorted { ($0.owner, $0.label, $0.iqn) < ($1.owner, $1.label, $1.iqn) }
        return Listing(
            [
                Column(key: "tenant", header: "TENANT", dropRank: 1, isElastic: true),
                Column(key: "name", header: "NAME", isElastic: true),
                Column(key: "iqn", header: "IQN", isElastic: true), .number("volumes", "VOLUMES"),
                .number("connected", "CONNECTED"),
            ],
            rows.map { initiator in
                [
                    .text(initiator.owner.shortName), .text(initiator.label), .text(initiator.iqn.text),
                    .number(users[initiator.iqn] ?? 0), .number(sessions[initiator.iqn] ?? 0),
                ]
            }, totals: count(rows.count, "initiator") + "; VOLUMES counts access lists that name it directly.",
            whenEmpty: "No initiators.")
    }

    /// The access network pools that volumes use.
    package static func pools(of observed: ObservedState) -> Listing {
        var groups: [String: [ObservedAppInstance]] = [:]
        for app in listed(observed) {
            for pool in Set(app.storageInstances.compactMap(\.ipPool)) { groups[pool, default: []].append(app) }
        }
        return Listing(
            [Column(key: "pool", header: "POOL", isElastic: true)] + sums,
            groups.sorted { $0.key < $1.key }.map { [.text($0.key)] + cells(of: $0.value) },
            totals: "\(count(groups.count, "pool")) in use.", whenEmpty: "No pool is in use.")
    }

    private static let sums: [Column] = [
        .number("volumes", "VOLUMES"), .number("size_gib", "SIZE"), .number("provisioned_gib", "PROVISIONED"),
        .number("offline", "OFFLINE", drop: 2),
    ]

    private static func cells(of apps: [ObservedAppInstance]) -> [Cell] {
        let sum = total(of: apps)
        let offline = apps.count { $0.adminState == .offline }
        return [
            .number(apps.count), .size(sum.size), .size(sum.provisioned),
            offline > 0 ? .alert("\(offline)") : .number(0),
        ]
    }
}

extension Listing {
    static func listed(_ observed: ObservedState) -> [ObservedAppInstance] {
        observed.appInstances.filter { $0.ownership != .lease }
    }

    static func grouped<Key: Hashable>(
        _ observed: ObservedState, by key: (ObservedAppInstance) -> Key
    ) -> [Key: [ObservedAppInstance]] {
        Dictionary(grouping: listed(observed), by: key)
    }

    static func total(of apps: [ObservedAppInstance]) -> (size: Gibibytes, provisioned: Gibibytes) {
        (
            Gibibytes(apps.reduce(0) { $0 + $1.volumeSize.count }),
            Gibibytes(apps.reduce(0) { $0 + $1.provisioned.count })
        )
    }

    /// `1 volume`, `2 volumes`
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
