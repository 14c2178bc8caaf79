/// Everything one POST needs to make an app instance complete: tree, limits, ACL, CHAP and marker.
package struct AppInstanceBlueprint: Sendable, Hashable, Encodable {
    package var tenant: TenantPath
    package var name: String
    package var marker: Marker
    package var accessControlMode: AccessControlMode
    /// Nil leaves it to the DSP, which makes it online.
    package var adminState: AdminState?
    package var storageInstances: [StorageInstanceBlueprint]
    /// Made as OpenStack makes it, with this id.
    package var openStackID: String?
    /// Made from this app template, which decides whatever else is said here but for the sizes.
    package var template: String?
    /// Whether the sizes are not left to the template.
    package var overridesTemplate = false

    package init(
        tenant: TenantPath, name: String, marker: Marker, accessControlMode: AccessControlMode,
        adminState: AdminState? = nil, storageInstances: [StorageInstanceBlueprint]
    ) {
        self.tenant = tenant
        self.name = name
        self.marker = marker
        self.accessControlMode = accessControlMode
        self.adminState = adminState
        self.storageInstances = storageInstances
    }
}

package struct StorageInstanceBlueprint: Sendable, Hashable, Encodable {
    package var name: String
    /// Nil leaves the pool to the DSP.
    package var ipPool: String?
    package var initiators: Set<InitiatorName>
    package var groups: Set<String>
    package var chap: CHAPSetting
    package var volumes: [VolumeBlueprint]

    package init(
        name: String, ipPool: String? = nil, initiators: Set<InitiatorName> = [], groups: Set<String> = [],
        chap: CHAPSetting = .none, volumes: [VolumeBlueprint]
    ) {
        self.name = name
        self.ipPool = ipPool
        self.initiators = initiators
        self.groups = groups
        self.chap = chap
        self.volumes = volumes
    }
}

package struct VolumeBlueprint: Sendable, Hashable, Encodable {
    package var name: String
    package var size: Gibibytes
    package var replicaCount: Int
    /// Nil leaves placement to the DSP.
    package var placement: Placement?
    /// Nil makes a volume without a performance policy.
    package var performance: PerformanceLimits?
    package var snapshotPolicies: [SnapshotPolicy]

    package init(
        name: String, size: Gibibytes, replicaCount: Int, placement: Placement? = nil,
        performance: PerformanceLimits? = nil, snapshotPolicies: [SnapshotPolicy] = []
    ) {
        self.name = name
        self.size = size
        self.replicaCount = replicaCount
        self.placement = placement
        self.performance = performance
        self.snapshotPolicies = snapshotPolicies
    }
}
