struct Volume: Sendable, Codable, Equatable {
    var name: String
    var uuid: String
    /// GiB. The 2.1 schema admits fractions.
    var size: Double
    var replicaCount: Int
    var placementMode: String
    var placementPolicy: ResolvedReference
    var performancePolicy: PerformancePolicy?
    var snapshots: [Snapshot] = []
    var snapshotPolicies: [SnapshotPolicy] = []
    var activeStorageNodes: [String]
    var capacityInUse = 0
    /// nil for a volume that began empty.
    var contents: VolumeContents?
    var restorePoint: String?
    var operation: PendingOperation?
    /// Other than ok only where a test has said so; the rules do not look at it.
    var health: String?

    /// What the volume takes from the cluster when it is full.
    var provisionedBytes: Double { size * Double(replicaCount) * Double(1 << 30) }
}
