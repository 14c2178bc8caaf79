/// Something that one call brings about and others wait for.
package enum Provision: Hashable, Sendable {
    case tenant(TenantPath)
    case initiator(TenantPath, InitiatorName)
    case group(TenantPath, String)
    /// Of a group: a step that removes another tenant's initiator from it may add its own one.
    case freeMember(TenantPath, String, InitiatorName)
    case freeName(TenantPath, String)
    case volume(VolumeReference)
    /// One that is made by this plan, by its name.
    case appInstance(TenantPath, String)
    /// One, by its uuid or the name that stands for it, when its changes are done.
    case settled(String)
    /// Taken, and written down as such.
    case snapshot(AppInstanceReference, name: String)
    /// Of a storage instance: an initiator on its access list must know it.
    case password(StorageInstanceReference)
    case accessList(StorageInstanceReference)
    /// One, by its uuid, of which nothing is a clone any more.
    case released(String)
}

/// What a call waits for, and what waits for it.
package struct CallDependencies: Sendable {
    package var needs: [Provision] = []
    package var provides: [Provision] = []
}

extension ArrayCall {
    /// - Parameter live: the app instances on the array, by their uuid.
    package func dependencies(_ live: [String: ObservedAppInstance]) -> CallDependencies {
        switch self {
        case .createTenant(let path, _):
            CallDependencies(needs: path.parent.map { [.tenant($0)] } ?? [], provides: [.tenant(path)])
        case .describeTenant(let path, _): CallDependencies(needs: [.tenant(path)])
        case .createInitiator(let tenant, let iqn, _, _):
            CallDependencies(needs: [.tenant(tenant)], provides: [.initiator(tenant, iqn)])
        case .createInitiatorGroup(let tenant, let name, let members):
            CallDependencies(
                needs: [.tenant(tenant)] + members.map { .initiator(tenant, $0) }, provides: [.group(tenant, name)])
        case .addGroupMember(let tenant, let group, let member):
            CallDependencies(needs: [
                .group(tenant, group), .initiator(tenant, member), .freeMember(tenant, group, member),
            ])
        case .removeGroupMember(let tenant, let group, let member):
            CallDependencies(
                needs: [.group(tenant, group), .initiator(tenant, member)],
                provides: [.freeMember(tenant, group, member)])
        case .createAppInstance(let spec):
            CallDependencies(
                needs: [.tenant(spec.tenant), .freeName(spec.tenant, spec.name)]
                    + spec.storageInstances.flatMap { $0.access(in: spec.tenant) },
                provides: [.appInstance(spec.tenant, spec.name)])
        case .cloneAppInstance(let spec):
            CallDependencies(
                needs: [.tenant(spec.tenant), .freeName(spec.tenant, spec.name)] + spec.source.needs,
                provides: [.appInstance(spec.tenant, spec.name)])
        case .updateAppInstance(let app, let update):
            CallDependencies(
                needs: update.name.map { [.freeName(app.tenant, $0)] } ?? [],
                provides: (update.name == nil ? [] : live[app.id].map { [.freeName(app.tenant, $0.name)] } ?? [])
                    + (update.settles ? [.settled(app.id)] : []))
        case .deleteAppInstance(let app):
            CallDependencies(
                needs: [.released(app.id)],
                provides: live[app.id].map {
                    [.freeName(app.tenant, $0.name)] + ($0.cloneSource.map { [.released($0)] } ?? [])
                } ?? [])
        case .createStorageInstance(let app, let content, _): CallDependencies(needs: content.access(in: app.tenant))
        case .createVolume(let storage, let content):
            CallDependencies(provides: [.volume(VolumeReference(storage: storage, name: content.name))])
        case .setAccessList(let storage, let initiators, let groups):
            CallDependencies(
                needs: access(in: storage.app.tenant, initiators: initiators, groups: groups) + [.password(storage)],
                provides: [.accessList(storage)])
        case .setAuthentication(let storage, .none): CallDependencies(needs: [.accessList(storage)])
        case .setAuthentication(let storage, .oneWay), .setAuthentication(let storage, .mutual):
            CallDependencies(provides: [.password(storage)])
        // Initiators that stay on the list keep their access throughout.
        case .setAccessControlMode(let storage, _): CallDependencies(needs: [.accessList(storage)])
        case .setPerformancePolicy(let volume, _, _), .createSnapshotPolicy(let volume, _):
            CallDependencies(needs: [.volume(volume)])
        case .takeSnapshot(let snapshot): CallDependencies(needs: snapshot.owner.app.madeByPlan)
        case .deleteSnapshot(let snapshot): CallDependencies(needs: [.released(snapshot.owner.app.id)])
        // A snapshot is there for others when that is written down, not when it is taken (see `SnapshotCreation`).
        case .writeMetadata(let app, let values, _):
            CallDependencies(
                needs: app.madeByPlan,
                provides: values.compactMap { key, value in
                    MetadataKey.snapshotName(in: key).flatMap { name in
                        value == SnapshotProgress.taken.rawValue ? .snapshot(app, name: name) : nil
                    }
                })
        case .moveToIPPool, .setVolume, .deleteStorageInstance, .deleteVolume, .updateSnapshotPolicy,
            .deleteSnapshotPolicy, .restoreSnapshot, .deleteInitiator, .deleteInitiatorGroup, .deleteTenant:
            CallDependencies()
        }
    }
}

extension ImageWrite {
    /// Its initiator must be known in the tenant before an access list can name it.
    package var dependencies: CallDependencies {
        var needs = volume.storage.app.madeByPlan
        var tenant: TenantPath? = volume.storage.app.tenant
        while let place = tenant {
            needs.append(.initiator(place, writer))
            tenant = place.parent
        }
        return CallDependencies(needs: needs)
    }
}

extension CloneSpec.Source {
    /// A clone is made of what its source will be when this plan is done with it.
    fileprivate var needs: [Provision] {
        switch self {
        case .appInstance, .volume: app.madeByPlan + [.settled(app.id)]
        case .namedSnapshot(let snapshot): app.madeByPlan + [.snapshot(app, name: snapshot.name)]
        case .snapshot: []
        }
    }
}

extension AppInstanceReference {
    /// What is called by its name is made by this plan.
    fileprivate var madeByPlan: [Provision] { isByName ? [.appInstance(tenant, id)] : [] }
}

extension StorageInstanceContent {
    fileprivate func access(in tenant: TenantPath) -> [Provision] {
        StorageModel.access(in: tenant, initiators: initiators, groups: groups)
    }
}

private func access(in tenant: TenantPath, initiators: Set<InitiatorName>, groups: Set<String>) -> [Provision] {
    initiators.map { .initiator(tenant, $0) } + groups.map { .group(tenant, $0) }
}

extension AppInstanceUpdate {
    /// Whether the app instance is then as the stack wants it: one that stays, and is not in a window. No step waits
    /// for what is about to go.
    fileprivate var settles: Bool { marker.map { !$0.flags.hasOpenWindow && !$0.flags.isTrashed } ?? false }
}
