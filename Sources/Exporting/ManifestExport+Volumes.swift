import ManifestLoading
import StorageModel

extension ManifestExport {
    mutating func add(_ candidates: ExportCandidates) {
        let entries = Dictionary(grouping: candidates.owned, by: \.marker.key.name).sorted { $0.key < $1.key }
        for (key, _) in entries { keys.reserve(key) }
        for (key, members) in entries { addOwned(members, as: key) }
        for app in candidates.free { add(app, as: keys.key(for: ExportNames.readable(app.name))) }
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
        let usual = namesLikeOpenStack ? OpenStackName(stack: stack, key: ResourceKey(key)).description : key
        let isNamed = app.name != usual || !NameRule.nameOrUUID.accepts(usual)
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
        let settings = ExportedSettings(app, managed: managed).entries
        self.volumes.append(
            ExportedEntry(
                tenant: app.tenant, key: key, head: entries + head + app.tenantEntry(unless: home),
                item: TypeFolding.Item(settings: settings),
                type: types.match(template: app.templateName ?? "", settings: settings)))
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
        // All members of a `for_each`, which are one entry because they agree; one that is not was given a key of its
        // own.
        let isMember = app.marker.map { $0.key.member != nil && address.hasSuffix("/\($0.key.name)") } ?? false
        let pattern = isMember ? address + "[*]" : address
        driverIgnores.add(app, at: pattern)
        guard !exported.notExported.isEmpty else { return }
        ignore.append(
            .map([
                YAMLEntry(IgnoreKey.match, .text(pattern)),
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
        volumes.append(
            ExportedEntry(
                tenant: exported.app.tenant, key: key, head: entries,
                item: TypeFolding.Item(
                    settings: settings.entries, size: exported.volume.size, limits: exported.volume.performance),
                type: types.match(exported, settings: settings.entries)))
        remarks += settings.remarks.map { "\(exported.app.name): \($0)" }
        addAttachment(of: exported.app, as: key)
    }
}
