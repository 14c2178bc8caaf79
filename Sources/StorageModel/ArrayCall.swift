/// One call that changes the array, in the words of the model. Each is one request.
///
/// What it is made of is encoded by the compiler: from that comes the digest of a plan, so that no payload can be
/// forgotten.
///
/// There is no call that replaces a list of storage instances or volumes: such a PUT would delete what it leaves out.
package enum ArrayCall: Sendable, Hashable, Encodable {
    case createTenant(TenantPath, description: String?)
    case describeTenant(TenantPath, description: String)
    /// `force` lets a tenant's first own initiator end its inheritance; it is left out for API 2.1, which rejects it.
    case createInitiator(tenant: TenantPath, iqn: InitiatorName, label: String, force: Bool)
    case createInitiatorGroup(tenant: TenantPath, name: String, members: Set<InitiatorName>)
    case addGroupMember(tenant: TenantPath, group: String, member: InitiatorName)
    case removeGroupMember(tenant: TenantPath, group: String, member: InitiatorName)
    case createAppInstance(AppInstanceSpec)
    case cloneAppInstance(CloneSpec)
    case updateAppInstance(AppInstanceReference, AppInstanceUpdate)
    /// With its volumes and all that belongs to them.
    case createStorageInstance(AppInstanceReference, StorageInstanceContent, chap: CHAPSetting)
    /// It must be offline.
    case deleteStorageInstance(StorageInstanceReference)
    /// Size, replicas and placement; the DSP takes limits and snapshot policies only afterwards (dsp-api.md 2.3).
    case createVolume(StorageInstanceReference, VolumeContent)
    /// Its storage instance must be offline.
    case deleteVolume(VolumeReference)
    case moveToIPPool(StorageInstanceReference, pool: String)
    case setAccessList(StorageInstanceReference, initiators: Set<InitiatorName>, groups: Set<String>)
    case setAuthentication(StorageInstanceReference, CHAPSetting)
    /// The DSP allows only allow_all → deny_all.
    case setAccessControlMode(StorageInstanceReference, AccessControlMode)
    case setVolume(VolumeReference, to: VolumeSetting)
    /// POST when the volume has no policy yet, else PUT; always all six limits, so never a moment without them.
    case setPerformancePolicy(VolumeReference, to: PerformanceLimits, exists: Bool)
    case createSnapshotPolicy(VolumeReference, SnapshotPolicy)
    case updateSnapshotPolicy(VolumeReference, SnapshotPolicy)
    case deleteSnapshotPolicy(VolumeReference, name: String)
    /// Done when the snapshot is there for use, not when it has been asked for.
    case takeSnapshot(NamedSnapshot)
    case deleteSnapshot(SnapshotReference)
    /// Puts the data back to the moment of the snapshot. The app instance must be offline.
    case restoreSnapshot(SnapshotReference)
    /// Sets these keys and leaves the others; an empty value stands for none, as every client has it (dsp-api.md 2.14).
    case writeMetadata(AppInstanceReference, [String: String], in: MetadataStore)
    /// With all its data and snapshots. It must be offline.
    case deleteAppInstance(AppInstanceReference)
    case deleteInitiator(tenant: TenantPath, iqn: InitiatorName)
    case deleteInitiatorGroup(tenant: TenantPath, name: String)
    /// The DSP refuses one that is not empty.
    case deleteTenant(TenantPath)
}

/// Addresses an app instance: the id is its uuid.
package struct AppInstanceReference: Sendable, Hashable, Encodable {
    package var tenant: TenantPath
    package var id: String
    /// The id is its name, because it is made by the same plan and has no uuid yet. Paths of requests take the name as
    /// well (dsp-api.md 1.1); references inside bodies are not known to.
    package var isByName = false

    /// Whether it is by name shows in the name: a plan may put one in the place of the uuid that is not known yet.
    private enum CodingKeys: CodingKey { case tenant, id }

    package init(tenant: TenantPath, id: String) {
        self.tenant = tenant
        self.id = id
    }

    package init(tenant: TenantPath, name: String) {
        self.tenant = tenant
        id = name
        isByName = true
    }
}

package struct StorageInstanceReference: Sendable, Hashable, Encodable {
    package var app: AppInstanceReference
    package var name: String

    package init(app: AppInstanceReference, name: String) {
        self.app = app
        self.name = name
    }
}

package struct VolumeReference: Sendable, Hashable, Encodable {
    package var storage: StorageInstanceReference
    package var name: String

    package init(storage: StorageInstanceReference, name: String) {
        self.storage = storage
        self.name = name
    }

    package var path: VolumePath { VolumePath(storage: storage.name, volume: name) }
}

/// What one PUT on an app instance changes. A field that is nil is not sent.
package struct AppInstanceUpdate: Sendable, Hashable, Encodable {
    package var name: String?
    package var adminState: AdminState?
    /// Overrides the DSP's warning about connected initiators; only for an approved plan that names them.
    package var force: Bool
    package var marker: Marker?
    /// Takes the marker away; never together with one.
    package var unmarking: Unmarking?

    /// What stands in the description once the marker is gone.
    package enum Unmarking: Sendable, Hashable, Encodable {
        case nothing
        case description(String)
    }

    package init(
        name: String? = nil, adminState: AdminState? = nil, force: Bool = false, marker: Marker? = nil,
        unmarking: Unmarking? = nil
    ) {
        self.name = name
        self.adminState = adminState
        self.force = force
        self.marker = marker
        self.unmarking = unmarking
    }
}

/// The desired CHAP of a storage instance.
package enum CHAPSetting: Sendable, Hashable, Encodable {
    case none
    case oneWay(CHAPCredentials)
    case mutual(CHAPCredentials, target: CHAPCredentials)

    /// Every secret that must be at hand before the call.
    package var references: [SecretReference] {
        switch self {
        case .none: []
        case .oneWay(let credentials): [credentials.password]
        case .mutual(let credentials, let target): [credentials.password, target.password]
        }
    }
}
