/// What a storage instance holds, whether it is on the array, expected there, or to be created.
///
/// In what is to be created, nil leaves a setting to the DSP.
package struct StorageInstanceContent: Sendable, Hashable, Encodable {
    package var name: String
    /// Name of its access network IP pool.
    package var ipPool: String?
    /// Of its access list, those that mean here what they mean there: its tenant's own and inherited ones.
    package var initiators: Set<InitiatorName>
    package var groups: Set<String>
    /// Of `groups`, those that the array says are of an ancestor of its tenant, and of which.
    package var inheritedGroups: [String: TenantPath] = [:]
    /// The other entries of its access list.
    package var foreign: Set<ForeignReference> = []
    package var authentication: ObservedAuthentication
    /// Nil when the array does not say.
    package var accessControlMode: AccessControlMode?
    package var volumes: [VolumeContent]

    package init(
        name: String, ipPool: String? = nil, initiators: Set<InitiatorName> = [], groups: Set<String> = [],
        authentication: ObservedAuthentication = .none, accessControlMode: AccessControlMode? = nil,
        volumes: [VolumeContent]
    ) {
        self.name = name
        self.ipPool = ipPool
        self.initiators = initiators
        self.groups = groups
        self.authentication = authentication
        self.accessControlMode = accessControlMode
        self.volumes = volumes
    }
}

/// What can be read of CHAP: the users. Passwords come back hidden (dsp-api.md 2.10).
package enum ObservedAuthentication: Sendable, Hashable, Encodable {
    case none
    case chap(user: String)
    case mutualCHAP(user: String, targetUser: String)
    /// A type this tool does not know, for instance an object store's access keys.
    case other(String)

    /// As plans show it.
    package var text: String {
        switch self {
        case .none: "none"
        case .chap(let user): "user \(user)"
        case .mutualCHAP(let user, let targetUser): "user \(user), mutual \(targetUser)"
        case .other(let type): type
        }
    }
}

/// What a volume holds, whether it is on the array, expected there, or to be created.
package struct VolumeContent: Sendable, Hashable, Encodable {
    package var name: String
    package var size: Gibibytes
    package var replicaCount: Int
    /// Nil leaves placement to the DSP.
    package var placement: Placement?
    /// Nil when the volume has no performance policy, which is not the same call as one with all limits at none.
    package var performance: PerformanceLimits?
    package var snapshotPolicies: [SnapshotPolicy]

    /// What Cinder's driver uses where nothing is said (dsp-api.md section 5).
    static let defaultReplicaCount = 3

    package init(
        name: String, size: Gibibytes, replicaCount: Int = 1, placement: Placement? = nil,
        performance: PerformanceLimits? = nil, snapshotPolicies: [SnapshotPolicy] = []
    ) {
        self.name = name
        self.size = size
        self.replicaCount = replicaCount
        self.placement = placement
        self.performance = performance
        self.snapshotPolicies = snapshotPolicies
    }

    /// One of which nothing is said but its size.
    package static func standard(_ name: String, _ size: Gibibytes, placement: Placement?) -> VolumeContent {
        VolumeContent(name: name, size: size, replicaCount: defaultReplicaCount, placement: placement)
    }

    /// On disks, so times replicas.
    package var provisioned: Gibibytes { Gibibytes(size.count * replicaCount) }
}

extension CHAPSetting {
    /// What can be read back of it.
    package var observable: ObservedAuthentication {
        switch self {
        case .none: .none
        case .oneWay(let credentials): .chap(user: credentials.user)
        case .mutual(let credentials, let target): .mutualCHAP(user: credentials.user, targetUser: target.user)
        }
    }
}

/// Whether an app instance serves its volumes.
package enum AdminState: String, CaseIterable, Sendable, Hashable, Encodable {
    case online, offline
}

/// Who may connect where no ACL entry says anything.
package enum AccessControlMode: String, CaseIterable, Sendable, Hashable, Encodable {
    case allowAll = "allow_all"
    case denyAll = "deny_all"
}
