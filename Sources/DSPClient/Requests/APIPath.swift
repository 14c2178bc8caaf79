internal import StorageModel

/// The path of a resource below the version prefix. It is the end of a URL, and what references in bodies point at.
struct APIPath: Sendable, Hashable, CustomStringConvertible {
    let segments: [String]

    init(_ segments: String...) { self.segments = segments }

    private init(segments: [String]) { self.segments = segments }

    func appending(_ more: String...) -> APIPath { APIPath(segments: segments + more) }

    /// As references in bodies write it.
    var description: String { segments.map { "/\($0)" }.joined() }

    /// As URLs write it. The colons of initiator names stay as they are (dsp-api.md 1.1).
    var encoded: String { segments.map { "/\($0.percentEncoded(allowing: ":"))" }.joined() }
}

extension APIPath {
    static let login = APIPath("login")
    static let logout = APIPath("logout")
    static let system = APIPath("system")
    static let tenants = APIPath("tenants")
    static let appInstances = APIPath("app_instances")
    /// The metadata of all app instances of a tenant; product 3.3 and later (dsp-api.md 2.14).
    static let allMetadata = APIPath("app_instance_int_ecosystem_data")
    static let initiators = APIPath("initiators")
    static let initiatorGroups = APIPath("initiator_groups")

    /// The long form `/tenants/root/a/b` (recorded schema: "short or long-form path").
    static func tenant(_ path: TenantPath) -> APIPath {
        APIPath(segments: ["tenants", "root"] + path.components)
    }

    static func initiator(_ iqn: InitiatorName) -> APIPath { initiators.appending(iqn.spelling) }
    static func initiatorGroup(_ name: String) -> APIPath { initiatorGroups.appending(name) }
    static func members(of group: String) -> APIPath { initiatorGroup(group).appending("members") }
    static func ipPool(_ name: String) -> APIPath { APIPath("access_network_ip_pools", name) }
    static func appTemplate(_ name: String) -> APIPath { APIPath("app_templates", name) }
    static func placementPolicy(_ name: String) -> APIPath { APIPath("placement_policies", name) }

    /// By uuid; the DSP also takes the name (dsp-api.md 1.1).
    static func appInstance(_ id: String) -> APIPath { appInstances.appending(id) }
    /// The endpoint was renamed with product 3.3 (dsp-api.md 2.14).
    static func metadata(of app: AppInstanceReference, _ store: MetadataStore) -> APIPath {
        appInstance(app.id).appending(store == .plain ? "metadata" : "int_ecosystem_data")
    }
    static func storageInstances(of app: AppInstanceReference) -> APIPath {
        appInstance(app.id).appending("storage_instances")
    }
    static func volumes(of storage: StorageInstanceReference) -> APIPath {
        storageInstance(storage).appending("volumes")
    }
    static func storageInstance(_ reference: StorageInstanceReference) -> APIPath {
        appInstance(reference.app.id).appending("storage_instances", reference.name)
    }
    static func accessList(of storage: StorageInstanceReference) -> APIPath {
        storageInstance(storage).appending("acl_policy")
    }
    static func authentication(of storage: StorageInstanceReference) -> APIPath {
        storageInstance(storage).appending("auth")
    }
    static func volume(_ reference: VolumeReference) -> APIPath {
        storageInstance(reference.storage).appending("volumes", reference.name)
    }
    static func performancePolicy(of volume: VolumeReference) -> APIPath {
        self.volume(volume).appending("performance_policy")
    }
    static func snapshotPolicies(of volume: VolumeReference) -> APIPath {
        self.volume(volume).appending("snapshot_policies")
    }
    /// The volume or the app instance of which a snapshot is taken.
    static func owner(_ owner: SnapshotOwner) -> APIPath {
        switch owner {
        case .volume(let volume): self.volume(volume)
        case .appInstance(let app): appInstance(app.id)
        }
    }
    static func snapshots(of owner: SnapshotOwner) -> APIPath { self.owner(owner).appending("snapshots") }
    static func snapshot(_ snapshot: SnapshotReference) -> APIPath {
        snapshots(of: snapshot.owner).appending(snapshot.timestamp)
    }
    static func snapshotPolicy(_ name: String, of volume: VolumeReference) -> APIPath {
        snapshotPolicies(of: volume).appending(name)
    }
}
