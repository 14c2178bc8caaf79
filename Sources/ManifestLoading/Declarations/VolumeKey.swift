/// The keys of the blocks that configure volumes: `defaults`, volume types, volumes, and app instances with their
/// parts.
package enum VolumeKey: String, FieldKey {
    case replicaCount = "replica_count"
    case placementPolicy = "placement_policy"
    case placementMode = "placement_mode"
    case ipPool = "ip_pool"
    case roundRobin = "round_robin"
    case qos
    case snapshotPolicies = "snapshot_policies"
    case protect
    case adminState = "admin_state"
    case accessControlMode = "access_control_mode"
    case extend
    case manage
    case defaultStorageName = "default_storage_name"
    case defaultVolumeName = "default_volume_name"
    case template
    case type
    case extraSpecs = "extra_specs"
    case size
    case name
    case tenant
    case project
    case forEach = "for_each"
    case storageInstances = "storage_instances"
    case volumes
    case chap
    case metadata
    case description
    case cloneOf = "clone_of"
    case fromSnapshot = "from_snapshot"
    case image

    /// The settings that every level can give and the next can override.
    static let settings: [VolumeKey] = [
        .replicaCount, .placementPolicy, .placementMode, .ipPool, .roundRobin, .qos, .snapshotPolicies, .protect,
        .adminState, .accessControlMode, .extend, .manage, .defaultStorageName, .defaultVolumeName, .template,
    ]
    static let ofDefaults = settings + [.type, .chap]
    static let ofVolumeTypes = settings + [.extraSpecs]
    static let ofVolumes =
        settings + [
            .type, .size, .name, .tenant, .project, .forEach, .metadata, .description, .cloneOf, .fromSnapshot,
            .image,
        ]

    /// The names of an app instance's parts are their keys.
    static let ofAppInstances =
        settings.filter { ![.defaultStorageName, .defaultVolumeName, .template].contains($0) }
        + [.type, .name, .tenant, .project, .forEach, .storageInstances, .metadata, .description]
    /// What can differ between the parts of one app instance.
    static let ofInnerVolumes: [VolumeKey] = [
        .replicaCount, .placementPolicy, .placementMode, .qos, .snapshotPolicies, .type, .size,
    ]
    static let ofStorageInstances = ofInnerVolumes.filter { $0 != .size } + [.ipPool, .roundRobin, .volumes]

    package static func rightPlace(for key: String) -> String? {
        if key.hasPrefix(ExtraSpecs.prefix) { return "under `extra_specs`" }
        if QoSKey(rawValue: key) != nil { return "under `qos`" }
        if AttachmentKey(rawValue: key) != nil { return "under `attachments` of the stack, by the volume's key" }
        return key == StackKey.snapshots.rawValue ? "at the top of the manifest: `snapshots: {KEY@NAME: {}}`" : nil
    }
}
