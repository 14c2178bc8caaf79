/// A volume that an app template makes.
struct VolumeTemplate: Sendable, Codable, Equatable {
    let name: String
    /// GiB.
    var size: Int
    var replicaCount = 3
    var placementMode = "hybrid"
    var placementPolicy: ResolvedReference
    var performancePolicy: PerformancePolicy?
    var snapshotPolicies: [SnapshotPolicy] = []
}
