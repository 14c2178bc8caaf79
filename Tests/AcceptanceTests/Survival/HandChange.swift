import DSPClient
import Planning
import StorageModel
import TestSupport

/// One object that somebody deletes or changes by hand, called by its names, so that it is found on any array.
enum HandChange: Sendable, Hashable, CustomStringConvertible {
    case deleteAppInstance(TenantPath, String)
    case unmark(TenantPath, String)
    case takeOffline(TenantPath, String)
    /// A declared snapshot of the volume with this key.
    case deleteSnapshot(ResourceKey, String)
    case limit(TenantPath, String, VolumePath)
    case emptyAccessList(TenantPath, String, storage: String)
    case removeMember(TenantPath, group: String, InitiatorName)

    var description: String {
        switch self {
        case .deleteAppInstance(_, let name): "\(name) deleted"
        case .unmark(_, let name): "\(name) unmarked"
        case .takeOffline(_, let name): "\(name) offline"
        case .deleteSnapshot(let key, let name): "snapshot \(key)@\(name) deleted"
        case .limit(_, let name, let path): "limit of \(name) \(path)"
        case .emptyAccessList(_, let name, let storage): "access list of \(name)/\(storage) emptied"
        case .removeMember(_, let group, let member): "\(member) out of group \(group)"
        }
    }

    /// One of each kind for each object that a stack has on an array.
    static func all(of desired: DesiredState, on observed: ObservedState) -> [HandChange] {
        var changes: [HandChange] = []
        for app in observed.appInstances {
            guard let marker = app.marker, marker.stack == desired.stack else { continue }
            let (tenant, name) = (app.tenant, app.name)
            changes += [.deleteAppInstance(tenant, name), .unmark(tenant, name), .takeOffline(tenant, name)]
            for storage in app.storageInstances {
                changes += storage.volumes.map {
                    .limit(tenant, name, VolumePath(storage: storage.name, volume: $0.name))
                }
                if !storage.initiators.isEmpty || !storage.groups.isEmpty {
                    changes.append(.emptyAccessList(tenant, name, storage: storage.name))
                }
            }
            let declared = desired.appInstances.first { $0.key == marker.key }?.snapshots ?? []
            changes += declared.filter { find($0.name, in: app) != nil }.map { .deleteSnapshot(marker.key, $0.name) }
        }
        for (tenant, groups) in observed.initiatorGroups {
            changes += groups.filter { $0.owner == tenant }.flatMap { group in
                group.members.map { .removeMember(tenant, group: group.name, $0) }
            }
        }
        return changes.sorted { "\($0)" < "\($1)" }
    }

    /// - Throws: where the array refuses it, or where there is no such object.
    func perform(on client: DSPClient, _ observed: ObservedState, stack: String) async throws {
        func app(_ tenant: TenantPath, _ name: String) throws(Missing) -> ObservedAppInstance {
            guard let app = observed.appInstances.first(where: { $0.tenant == tenant && $0.name == name }) else {
                throw Missing(change: self)
            }
            return app
        }
        switch self {
        case .deleteAppInstance(let tenant, let name):
            let reference = try app(tenant, name).reference
            try await client.perform(
                .updateAppInstance(reference, AppInstanceUpdate(adminState: .offline, force: true)), secrets: [:])
            try await client.perform(.deleteAppInstance(reference), secrets: [:])
        case .unmark(let tenant, let name):
            try await client.perform(
                .updateAppInstance(try app(tenant, name).reference, AppInstanceUpdate(unmarking: .nothing)),
                secrets: [:])
        case .takeOffline(let tenant, let name):
            try await client.perform(
                .updateAppInstance(
                    try app(tenant, name).reference, AppInstanceUpdate(adminState: .offline, force: true)),
                secrets: [:])
        case .deleteSnapshot(let key, let name):
            let owner = observed.appInstances.first { $0.marker?.stack == stack && $0.marker?.key == key }
            guard let found = owner.flatMap({ Self.find(name, in: $0) }) else { throw Missing(change: self) }
            try await client.perform(.deleteSnapshot(found), secrets: [:])
        case .limit(let tenant, let name, let path):
            let live = try app(tenant, name)
            let policy = live.storageInstances.first { $0.name == path.storage }?
                .volumes.first { $0.name == path.volume }?.performance
            var limits = policy ?? .unlimited
            limits[.totalIOPS] = .at(77)
            let storage = StorageInstanceReference(app: live.reference, name: path.storage)
            try await client.perform(
                .setPerformancePolicy(
                    VolumeReference(storage: storage, name: path.volume), to: limits, exists: policy != nil),
                secrets: [:])
        case .emptyAccessList(let tenant, let name, let storage):
            let reference = StorageInstanceReference(app: try app(tenant, name).reference, name: storage)
            try await client.perform(.setAccessList(reference, initiators: [], groups: []), secrets: [:])
        case .removeMember(let tenant, let group, let member):
            try await client.perform(.removeGroupMember(tenant: tenant, group: group, member: member), secrets: [:])
        }
    }

    struct Missing: Error {
        var change: HandChange
    }

    private static func find(_ name: String, in app: ObservedAppInstance) -> SnapshotReference? {
        let owners: [SnapshotOwner] =
            [.appInstance(app.reference)]
            + app.storageInstances.flatMap { storage in
                storage.volumes.map { volume in
                    .volume(
                        VolumeReference(
                            storage: StorageInstanceReference(app: app.reference, name: storage.name),
                            name: volume.name))
                }
            }
        for owner in owners {
            if let found = SnapshotName.named(name).find(of: owner, in: app) {
                return SnapshotReference(owner: owner, timestamp: found.timestamp)
            }
        }
        return nil
    }
}
