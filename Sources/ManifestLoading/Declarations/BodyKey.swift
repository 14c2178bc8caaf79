/// The keys of the blocks that say how a volume shall be: `defaults`, volume types and volumes.
enum BodyKey: String, FieldKey {
    case replicaCount = "replica_count"
    case placementPolicy = "placement_policy"
    case placementMode = "placement_mode"
    case ipPool = "ip_pool"
    case qos
    case snapshotPolicies = "snapshot_policies"
    case protect
    case adminState = "admin_state"
    case accessControlMode = "access_control_mode"
    case extend
    case manage
    case defaultStorageName = "default_storage_name"
    case defaultVolumeName = "default_volume_name"
    case type
    case extraSpecs = "extra_specs"
    case size
    case name
    case tenant
    case project
    case forEach = "for_each"
    case cloneOf = "clone_of"
    case fromSnapshot = "from_snapshot"

    /// The settings that every level can give and the next can override.
    static let settings: [BodyKey] = [
        .replicaCount, .placementPolicy, .placementMode, .ipPool, .qos, .snapshotPolicies, .protect, .adminState,
        .accessControlMode, .extend, .manage, .defaultStorageName, .defaultVolumeName,
    ]
    static let ofDefaults = settings + [.type]
    static let ofVolumeTypes = settings + [.extraSpecs]
    static let ofVolumes = settings + [.type, .size, .name, .tenant, .project, .forEach, .cloneOf, .fromSnapshot]

    static let notYetSupported: Set<String> = [
        "image", "template", "metadata", "description", "round_robin",
    ]

    static func rightPlace(for key: String) -> String? {
        if key.hasPrefix(ExtraSpecs.prefix) { return extraSpecs.rawValue }
        return QoSKey(rawValue: key) == nil ? nil : qos.rawValue
    }
}
