import ManifestLoading
package import StorageModel

/// A manifest that describes an array as it is: planning it changes nothing, before and after its volumes are adopted.
package struct ManifestExport {
    private let observed: ObservedState
    private let stack: String
    private let home: TenantPath
    private var keys = ExportNames()
    private var variables = ExportNames(limit: 128)
    private var access: ExportedAccess
    private var volumes: [(tenant: TenantPath, entry: YAMLEntry, settings: [YAMLEntry])] = []
    private var trees: [YAMLEntry] = []
    private var attachments: [YAMLEntry] = []
    private var moved: [YAMLValue] = []
    private var ignore: [YAMLValue] = []
    private var snapshots: [YAMLEntry] = []
    private var driverCount = 0
    private var tenants: Set<TenantPath> = []
    private var remarks: [String] = []

    /// - Parameters:
    ///   - observed: with the initiators and groups of every exported tenant.
    ///   - stack: who is to own it. What this stack owns already keeps its keys; what others own is left out.
    ///   - tenant: export only this one; nil exports all.
    package init(_ observed: ObservedState, stack: String, tenant: TenantPath?) {
        self.observed = observed
        self.stack = stack
        let candidates = observed.appInstances
            .filter { tenant == nil || $0.tenant == tenant }
            .sorted { ($0.tenant, $0.name, $0.id) < ($1.tenant, $1.name, $1.id) }
        let homes = Set(candidates.map(\.tenant))
        home = tenant ?? (homes.count == 1 ? homes.first ?? .root : .root)
        access = ExportedAccess(observed, home: home)
        add(candidates)
        if driverCount > 0 {
            let volumes = driverCount == 1 ? "a volume" : "\(driverCount) volumes"
            remarks.append("metadata of \(volumes) created by drivers: drivers keep their own data there")
        }
        // By tenant and key, whatever their owner: an export after an adoption must equal one before.
        volumes.sort { ($0.tenant, $0.entry.key) < ($1.tenant, $1.entry.key) }
        let places = Dictionary(
            volumes.enumerated().map { ($1.entry.key, $0) }, uniquingKeysWith: { first, _ in first })
        attachments.sort { places[$0.key, default: 0] < places[$1.key, default: 0] }
    }

    package var text: String {
        var lines = header
        lines += section(.tenants, tenantEntries)
        let folding = TypeFolding(volumes.map(\.settings))
        lines += section(.volumeTypes, folding.types)
        lines += section(.initiators, access.initiators.sorted { $0.key < $1.key })
        lines += section(.initiatorGroups, access.groups.sorted { $0.key < $1.key })
        lines += section(
            .volumes,
            zip(volumes, folding.bodies).map { volume, body in
                guard case .map(let own) = volume.entry.value else { return volume.entry }
                return YAMLEntry(volume.entry.key, .map(own + body))
            })
        lines += section(.appInstances, trees)
        lines += section(.snapshots, snapshots.sorted { $0.key < $1.key })
        lines += section(.attachments, attachments)
        lines += section(.ignore, ignore) + section(.moved, moved)
        if !remarks.isEmpty { lines += ["", "# Not exported:"] + remarks.map { "#   \(YAMLValue.comment($0))" } }
        return lines.joined(separator: "\n") + "\n"
    }

    private var header: [String] {
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
        if home != .root { entries.append(YAMLEntry(StackKey.tenant, .text(home.shortName))) }
        return lines + entries.flatMap { $0.lines(indent: 0) }
    }

    private var tenantEntries: [YAMLEntry] {
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

    private func section(_ key: StackKey, _ entries: [YAMLEntry]) -> [String] {
        entries.isEmpty ? [] : ["", "\(key.rawValue):"] + entries.flatMap { $0.lines(indent: 2) }
    }

    private func section(_ key: StackKey, _ items: [YAMLValue]) -> [String] {
        items.isEmpty ? [] : ["", "\(key.rawValue):"] + items.map { "  - \($0.flow)" }
    }
}

extension ManifestExport {
    private mutating func add(_ candidates: [ObservedAppInstance]) {
        var owned: [(ObservedAppInstance, Marker)] = []
        var free: [ObservedAppInstance] = []
        for app in candidates {
            switch app.ownership {
            case .lease: continue
            case .marked(let marker) where marker.flags.isTrashed: continue
            case .marked(let marker) where marker.stack == ImageCache.owner:
                remarks.append("\(app.name): it is a volume of the image cache")
                continue
            case .marked(let marker) where marker.stack != stack:
                remarks.append("\(app.name): it belongs to stack \(marker.stack)")
                continue
            case .unreadable:
                remarks.append("\(app.name): it carries a marker of another version of datera-apply")
                continue
            case .marked, .none: break
            }
            if let obstacle = app.exportObstacle {
                remarks.append("\(app.name): \(obstacle)")
            } else if let marker = app.marker {
                owned.append((app, marker))
            } else {
                free.append(app)
            }
        }
        let entries = Dictionary(grouping: owned, by: \.1.key.name).sorted { $0.key < $1.key }
        for (key, _) in entries { keys.reserve(key) }
        for (key, members) in entries { addOwned(members, as: key) }
        for app in free { add(app, as: keys.key(for: ExportNames.readable(app.name))) }
    }

    /// App instances of one entry. Members of a `for_each` that do not agree, or not any more, become entries of their
    /// own.
    private mutating func addOwned(_ members: [(app: ObservedAppInstance, marker: Marker)], as key: String) {
        let members = members.sorted { $0.marker.key < $1.marker.key }
        if let entry = ForEachFolding(members, key: key) {
            add(entry.first, as: key, head: entry.body)
            for member in members { addSnapshots(of: member.app, as: "\(member.marker.key)") }
            return
        }
        for member in members {
            guard let name = member.marker.key.member else {
                add(member.app, as: key)
                continue
            }
            let newKey = keys.key(for: "\(key)-\(name)")
            moved.append(
                .map([
                    YAMLEntry(MoveKey.from, .text("volume/\(member.marker.key)")),
                    YAMLEntry(MoveKey.to, .text("volume/\(newKey)")),
                ]))
            add(member.app, as: newKey)
        }
    }

    private mutating func add(_ app: ObservedAppInstance, as key: String) {
        let isNamed = app.name != key || !NameRule.nameOrUUID.accepts(key)
        add(app, as: key, head: isNamed ? [YAMLEntry(VolumeKey.name, .text(app.name))] : [])
        addSnapshots(of: app, as: key)
    }

    private mutating func addSnapshots(of app: ObservedAppInstance, as key: String) {
        snapshots += ExportedMetadata(app).snapshots.map { YAMLEntry("\(key)@\($0)", .map([])) }
    }

    /// What its template decides is the template's word.
    private mutating func addTemplate(_ app: ObservedAppInstance, as key: String, head: [YAMLEntry]) {
        let managed = app.marker?.mask
        let volumes = app.storageInstances.flatMap(\.volumes)
        var entries = [YAMLEntry(VolumeKey.template, .text(app.templateName ?? ""))]
        if volumes.count == 1, managed?.contains(.size) != false {
            entries.append(YAMLEntry(VolumeKey.size, .plain("\(volumes[0].size.count)GiB")))
        }
        self.volumes.append(
            (
                app.tenant, YAMLEntry(key, .map(entries + head + app.tenantEntry(unless: home))),
                ExportedSettings(app, managed: managed).entries
            ))
        addAttachment(of: app, as: key)
    }

    /// One for all its storage instances, which the manifest does not name.
    private mutating func addAttachment(of app: ObservedAppInstance, as key: String) {
        let exported = ExportedAttachments(
            app, key: key, namesStorages: false, access: &access, variables: &variables)
        add(exported, of: app, at: "volume/\(key)")
    }

    private mutating func add(_ exported: ExportedAttachments, of app: ObservedAppInstance, at address: String) {
        attachments += exported.entries
        remarks += exported.remarks.map { "\(app.name): \($0)" }
        guard !exported.notExported.isEmpty else { return }
        // All members of a `for_each`, which are one entry because they agree; one that is not was given a key of its
        // own.
        let isMember = app.marker.map { $0.key.member != nil && address.hasSuffix("/\($0.key.name)") } ?? false
        ignore.append(
            .map([
                YAMLEntry(IgnoreKey.match, .text(isMember ? address + "[*]" : address)),
                YAMLEntry(IgnoreKey.fields, .list(exported.notExported.names.map { .text($0) })),
                YAMLEntry(IgnoreKey.reason, .text(exported.remarks.joined(separator: "; "))),
            ]))
    }

    /// - Parameter head: name and `for_each`.
    private mutating func add(_ app: ObservedAppInstance, as key: String, head: [YAMLEntry]) {
        tenants.insert(app.tenant)
        let app = app.asDeclared
        let metadata = ExportedMetadata(app)
        let head = head + metadata.entries
        if metadata.isDrivers { driverCount += 1 }
        remarks += app.unknownValues.map { "\(app.name): \($0), a value that this version does not know" }
        remarks += app.addedPolicies.map {
            "\(app.name): its snapshot policy \($0.name) (\($0)), which belongs to the whole app instance; a manifest declares policies of volumes"
        }
        if app.exportsAsTemplate {
            addTemplate(app, as: key, head: head)
            return
        }
        if let volume = ExportedVolume(app) {
            add(volume, as: key, head: head)
            return
        }
        let tree = ExportedTree(
            app, key: key, head: head + app.tenantEntry(unless: home), access: &access, variables: &variables)
        trees.append(tree.entry)
        remarks += tree.remarks.map { "\(app.name): \($0)" }
        add(tree.attachments, of: app, at: "app_instance/\(key)")
    }

    private mutating func add(_ exported: ExportedVolume, as key: String, head: [YAMLEntry]) {
        let settings = ExportedSettings(
            exported.app, exported.storage, exported.volume, managed: exported.app.marker?.mask)
        let entries = [YAMLEntry(VolumeKey.size, exported.size)] + head + exported.app.tenantEntry(unless: home)
        volumes.append((exported.app.tenant, YAMLEntry(key, .map(entries)), settings.entries))
        remarks += settings.remarks.map { "\(exported.app.name): \($0)" }
        addAttachment(of: exported.app, as: key)
    }
}
