package import StorageModel

/// Snapshots as a table: of what, called how, taken when.
package struct SnapshotText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    /// - Parameter observed: names are shown for app instances whose metadata is known.
    package func render(_ observed: ObservedState) -> String {
        let rows = observed.appInstances.sorted { ($0.tenant, $0.name, $0.id) < ($1.tenant, $1.name, $1.id) }
            .flatMap(rows)
        guard !rows.isEmpty else { return "No snapshots.\n" }
        return TextTable(
            style: style, header: ["TENANT", "VOLUME", "SNAPSHOT", "TAKEN", "STATE", "TIME STAMP"]
        ).render(rows)
    }

    private func rows(_ app: ObservedAppInstance) -> [[String]] {
        let isSingle = app.storageInstances.count == 1 && app.storageInstances[0].volumes.count == 1
        return rows(app.groupSnapshots, of: .appInstance(app.reference), called: app.name, in: app)
            + app.storageInstances.flatMap { storage in
                storage.volumes.flatMap { volume in
                    rows(
                        app.snapshots(of: VolumePath(storage: storage.name, volume: volume.name)),
                        of: .volume(
                            VolumeReference(
                                storage: StorageInstanceReference(app: app.reference, name: storage.name),
                                name: volume.name)),
                        called: isSingle ? app.name : "\(app.name)/\(storage.name)/\(volume.name)", in: app)
                }
            }
    }

    private func rows(
        _ snapshots: [ObservedSnapshot], of owner: SnapshotOwner, called name: String, in app: ObservedAppInstance
    ) -> [[String]] {
        let names = app.snapshotNames.map { (NamedSnapshot(owner: owner, name: $0).uuid(in: app.id), $0) }
        let byUUID = Dictionary(names) { first, _ in first }
        return snapshots.sorted { $0.isOlder(than: $1) }.map { snapshot in
            [
                app.tenant.shortName, name, byUUID[snapshot.uuid] ?? "-", snapshot.takenAt,
                snapshot.isAvailable ? "available" : "pending", snapshot.timestamp,
            ]
        }
    }
}

extension ObservedAppInstance {
    /// The names in its metadata; none until it has been read.
    fileprivate var snapshotNames: [String] {
        let prefix = MetadataKey.snapshot("")
        return (metadata ?? [:]).filter { $0.key.hasPrefix(prefix) && !$0.value.isEmpty }
            .map { String($0.key.dropFirst(prefix.count)) }.sorted()
    }
}
