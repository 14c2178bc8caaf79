internal import StorageModel

/// A volume inside its storage instance (dsp-api.md 2.5, recorded answer).
struct WireVolume: JSONReadable {
    var name: String
    var size: WireInteger
    var replicaCount: WireInteger?
    var placementMode: String?
    var placementPolicy: WireReference?
    var performancePolicy: WirePerformancePolicy?
    var snapshotPolicies: [WireSnapshotPolicy]?
    var snapshots: WireSnapshots?
    /// `none`, or what the array is doing with it (dsp-api.md 2.5).
    var opStatus: String?
    var health: String?
    var opState: String?
    var deploymentState: String?
    var availabilityState: String?
    var recoveryState: String?
    var storageState: String?

    private enum Key: String, CaseIterable {
        case name, size, snapshots, health
        case opState = "op_state"
        case deploymentState = "deployment_state"
        case availabilityState = "availability_state"
        case recoveryState = "recovery_state"
        case storageState = "storage_state"
        case opStatus = "op_status"
        case replicaCount = "replica_count"
        case placementMode = "placement_mode"
        case placementPolicy = "placement_policy"
        case performancePolicy = "performance_policy"
        case snapshotPolicies = "snapshot_policies"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        let start = try reader.enterObject()
        var name: String?
        var size: WireInteger?
        while let key = try reader.next(Self.keys) {
            switch key {
            case .name: name = try String(from: &reader)
            case .size: size = try WireInteger(from: &reader)
            case .replicaCount: replicaCount = try reader.optional()
            case .placementMode: placementMode = try reader.optional()
            case .placementPolicy: placementPolicy = try reader.optional()
            case .performancePolicy: performancePolicy = try reader.optional()
            case .snapshotPolicies: snapshotPolicies = try reader.optional()
            case .snapshots: snapshots = try reader.optional()
            case .opStatus: opStatus = try reader.optional()
            case .health: health = try reader.optional()
            case .opState: opState = try reader.optional()
            case .deploymentState: deploymentState = try reader.optional()
            case .availabilityState: availabilityState = try reader.optional()
            case .recoveryState: recoveryState = try reader.optional()
            case .storageState: storageState = try reader.optional()
            }
        }
        self.name = try reader.required(name, "name", of: start)
        self.size = try reader.required(size, "size", of: start)
    }
}

extension WireVolume {
    /// `size` is GiB: the recorded schema says "Provisioned storage capacity in GiB", and Cinder passes its own GiB
    /// through. Of a size that is not a whole number the next one counts, which no plan takes for less than there is.
    var model: VolumeContent {
        VolumeContent(
            name: name, size: Gibibytes(size.roundedUp), replicaCount: replicaCount?.value ?? 1, placement: placement,
            performance: performancePolicy?.model, snapshotPolicies: (snapshotPolicies ?? []).map(\.model))
    }

    /// Where both are given the policy wins (dsp-api.md 1.8).
    private var placement: Placement? {
        if let policy = placementPolicy?.name { return .policy(policy) }
        return placementMode.flatMap(PlacementMode.init).map(Placement.mode)
    }
}
