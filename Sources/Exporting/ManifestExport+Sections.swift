import ManifestLoading
import StorageModel

extension ManifestExport {
    var header: [String] {
        let cluster = observed.cluster
        var lines = ["# Exported from \(YAMLValue.comment(cluster.name)), product \(cluster.product)."]
        if attachments.contains(where: { $0.value.flow.contains("env:") }) {
            lines += [
                "# CHAP passwords cannot be read back: `apply` needs those that it writes in the variables named below,",
                "# 12 to 16 characters each. It writes none until a `version` is increased.",
            ]
        }
        var entries = [
            YAMLEntry(StackKey.apiVersion, .plain(StackHeader.apiVersion)),
            YAMLEntry(StackKey.kind, .plain(StackHeader.kind)), YAMLEntry(StackKey.stack, .text(stack)),
        ]
        if NameRule.isUUID(cluster.uuid.lowercased()) {
            let uuid = YAMLEntry(ClusterKey.uuid, .text(cluster.uuid.lowercased()))
            entries.append(YAMLEntry(StackKey.cluster, .map([uuid])))
        }
        if namesLikeOpenStack {
            entries.append(YAMLEntry(StackKey.naming, .plain(StackHeader.Naming.openstack.rawValue)))
        }
        if home != .root || options.excludesDriverDefaults {
            entries.append(YAMLEntry(StackKey.tenant, .text(home.shortName)))
        }
        if options.excludesDriverDefaults {
            entries += [YAMLEntry(StackKey.defaults, .map([])), YAMLEntry(StackKey.options, .map([]))]
        }
        return lines + entries.flatMap { $0.lines(indent: 0) }
    }

    var tenantEntries: [YAMLEntry] {
        var paths: Set<TenantPath> = home == .root ? [] : [home]
        for tenant in tenants {
            var path: TenantPath? = tenant
            while let current = path, current != .root {
                paths.insert(current)
                path = current.parent
            }
        }
        return paths.sorted().map { path in
            let live = observed.tenants.first { $0.path == path }?.description
            let description = live.flatMap { NameRule.label.accepts($0) ? $0 : nil }
            return YAMLEntry(
                path.shortName, .map(description.map { [YAMLEntry(TenantKey.description, .text($0))] } ?? []))
        }
    }

    func section(_ key: StackKey, _ entries: [YAMLEntry]) -> [String] {
        entries.isEmpty ? [] : ["", "\(key.rawValue):"] + entries.flatMap { $0.lines(indent: 2) }
    }

    func section(_ key: StackKey, _ items: [YAMLValue]) -> [String] {
        items.isEmpty ? [] : ["", "\(key.rawValue):"] + items.map { "  - \($0.flow)" }
    }

    /// The types of OpenStack that are used or of Datera's, with what is not theirs in comments; then those that were
    /// found.
    func typeSection(_ found: [YAMLEntry]) -> [String] {
        let used = Set(volumes.compactMap { $0.type?.type.key })
        let declared = types.types.filter { $0.isForDatera || used.contains($0.key) }
        guard !declared.isEmpty || !found.isEmpty else { return [] }
        let lines = declared.flatMap { type in
            type.comments.map { "  # \(YAMLValue.comment($0))" } + type.entry.lines(indent: 2)
        }
        let others = otherTypes + types.types.filter { !$0.isForDatera && !used.contains($0.key) }.map(\.name)
        let list = YAMLValue.comment(others.joined(separator: ", "))
        let note = others.isEmpty ? [] : ["  # Of other backends, or not used: \(list)"]
        return ["", "\(StackKey.volumeTypes.rawValue):"] + note + lines + found.flatMap { $0.lines(indent: 2) }
    }

    var ignoreSection: [String] {
        let ofDrivers = driverIgnores.values
        guard !ofDrivers.isEmpty || !ignore.isEmpty else { return [] }
        return ["", "\(StackKey.ignore.rawValue):"]
            + (ofDrivers.isEmpty ? [] : driverIgnores.comment.map { "  # \($0)" })
            + (ofDrivers + ignore).map { "  - \($0.flow)" }
    }
}
