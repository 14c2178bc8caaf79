internal import StorageModel

extension ArrayCall {
    /// The one request that makes this change.
    func request(api: APIVersion, secrets: ResolvedSecrets) throws(MissingSecret) -> APIRequest {
        switch self {
        case .createTenant(let path, let text): .post(.tenants, TenantBody(path, description: text), in: .root)
        case .describeTenant(let path, let text): .put(.tenant(path), DescriptionBody(descr: text), in: .root)
        case .createInitiator(let tenant, let iqn, let label, let force):
            .post(.initiators, InitiatorBody(iqn: iqn, label: label, force: force, api: api), in: tenant)
        case .createInitiatorGroup(let tenant, let name, let members):
            .post(.initiatorGroups, InitiatorGroupBody(name: name, members: members), in: tenant)
        case .addGroupMember(let tenant, let group, let member):
            .put(membership: MembershipBody(.add, .initiator(member)), of: .members(of: group), in: tenant)
        case .removeGroupMember(let tenant, let group, let member):
            .put(membership: MembershipBody(.remove, .initiator(member)), of: .members(of: group), in: tenant)
        case .createAppInstance(let spec):
            .post(.appInstances, try AppInstanceBody(spec, secrets: secrets), in: spec.tenant)
        case .cloneAppInstance(let spec): .post(.appInstances, CloneBody(spec), in: spec.tenant)
        case .updateAppInstance(let app, let update):
            .put(.appInstance(app.id), AppInstanceUpdateBody(update), in: app.tenant)
        case .createStorageInstance(let app, let content, let chap):
            .post(
                .storageInstances(of: app), try StorageInstanceBody(adding: content, chap: chap, secrets: secrets),
                in: app.tenant)
        case .deleteStorageInstance(let storage): .delete(.storageInstance(storage), in: storage.tenant)
        case .createVolume(let storage, let content):
            .post(.volumes(of: storage), VolumeBody(adding: content), in: storage.tenant)
        case .deleteVolume(let volume): .delete(.volume(volume), in: volume.tenant)
        case .moveToIPPool(let storage, let pool):
            .put(.storageInstance(storage), StorageInstanceBody(pool: pool), in: storage.tenant)
        case .setAccessList(let storage, let initiators, let groups):
            .put(.accessList(of: storage), AccessListBody(initiators, groups), in: storage.tenant)
        case .setAuthentication(let storage, let setting):
            .put(.authentication(of: storage), try AuthenticationBody(setting, secrets: secrets), in: storage.tenant)
        case .setAccessControlMode(let storage, let mode):
            .put(.storageInstance(storage), StorageInstanceBody(mode: mode), in: storage.tenant)
        case .setVolume(let volume, to: let setting):
            .put(.volume(volume), VolumeBody(setting), in: volume.tenant)
        case .setPerformancePolicy(let volume, let limits, exists: true):
            .put(.performancePolicy(of: volume), PerformancePolicyBody(limits), in: volume.tenant)
        case .setPerformancePolicy(let volume, let limits, exists: false):
            .post(.performancePolicy(of: volume), PerformancePolicyBody(limits), in: volume.tenant)
        case .createSnapshotPolicy(let volume, let policy):
            .post(.snapshotPolicies(of: volume), SnapshotPolicyBody(creating: policy), in: volume.tenant)
        case .updateSnapshotPolicy(let volume, let policy):
            .put(.snapshotPolicy(policy.name, of: volume), SnapshotPolicyBody(updating: policy), in: volume.tenant)
        case .deleteSnapshotPolicy(let volume, let name):
            .delete(.snapshotPolicy(name, of: volume), in: volume.tenant)
        case .takeSnapshot(let snapshot):
            .post(
                .snapshots(of: snapshot.owner), SnapshotBody(uuid: snapshot.uuid(in: snapshot.owner.app.id)),
                in: snapshot.owner.app.tenant)
        case .deleteSnapshot(let snapshot): .delete(.snapshot(snapshot), in: snapshot.owner.app.tenant)
        case .restoreSnapshot(let snapshot):
            .put(
                .owner(snapshot.owner), RestoreBody(restorePoint: snapshot.timestamp), in: snapshot.owner.app.tenant)
        case .writeMetadata(let app, let values, .plain): .put(.metadata(of: app, .plain), values, in: app.tenant)
        case .writeMetadata(let app, let values, .ecosystem):
            .put(.metadata(of: app, .ecosystem), EcosystemDataBody(data: values), in: app.tenant)
        case .deleteAppInstance(let app): .delete(.appInstance(app.id), in: app.tenant)
        case .deleteInitiator(let tenant, let iqn): .delete(.initiator(iqn), in: tenant)
        case .deleteInitiatorGroup(let tenant, let name): .delete(.initiatorGroup(name), in: tenant)
        case .deleteTenant(let path): .delete(.tenant(path), in: .root)
        }
    }
}

extension StorageInstanceReference {
    fileprivate var tenant: TenantPath { app.tenant }
}

extension VolumeReference {
    fileprivate var tenant: TenantPath { storage.tenant }
}
