internal import StorageModel

/// A volume: whole inside the body that creates its app instance, or the one field that a PUT sets (dsp-api.md 2.5).
struct VolumeBody: Encodable, Sendable {
    var name: String?
    /// GiB (recorded schema: "Provisioned storage capacity in GiB").
    var size: Int?
    var replicaCount: Int?
    /// Products before 3.3.
    var placementMode: String?
    /// Product 3.3 and later (dsp-api.md 1.8).
    var placementPolicy: ReferenceBody?
    var performancePolicy: PerformancePolicyBody?
    var snapshotPolicies: [SnapshotPolicyBody]?

    private enum CodingKeys: String, CodingKey {
        case name, size
        case replicaCount = "replica_count"
        case placementMode = "placement_mode"
        case placementPolicy = "placement_policy"
        case performancePolicy = "performance_policy"
        case snapshotPolicies = "snapshot_policies"
    }

    init(creating content: VolumeContent) {
        name = content.name
        for setting in content.settings { set(setting) }
        performancePolicy = content.performance.map(PerformancePolicyBody.init)
        snapshotPolicies = content.snapshotPolicies.map(SnapshotPolicyBody.init(creating:))
    }

    /// What the array takes for a volume of a storage instance that exists.
    init(adding content: VolumeContent) {
        self.init(creating: content)
        performancePolicy = nil
        snapshotPolicies = nil
    }

    init(_ setting: VolumeSetting) { set(setting) }

    private mutating func set(_ setting: VolumeSetting) {
        switch setting {
        case .size(let size): self.size = size.count
        case .replicaCount(let count): replicaCount = count
        case .placement(.policy(let name)): placementPolicy = ReferenceBody(.placementPolicy(name))
        case .placement(.mode(let mode)): placementMode = mode.rawValue
        }
    }
}
