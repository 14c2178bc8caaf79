/// One app instance as the array's list shows it, with everything below it.
package struct ObservedAppInstance: Sendable, Equatable, Encodable {
    package var tenant: TenantPath
    /// The DSP's uuid, which addresses it in every path.
    package var id: String
    package var name: String
    package var ownership: Ownership
    /// The whole `descr`, marker or not; nil when there is none.
    package var descr: String?
    package var adminState: AdminState
    /// Which driver made it: `normal`, `openstack`, `kubernetes`…
    package var createMode: String
    /// Path of the app template it is bound to; nil when unbound.
    package var template: String?
    /// The app instance that this one is a clone of, by uuid or name; nil when it is none.
    package var cloneSource: String?
    /// Whether its data is still being copied.
    package var isSeeding: Bool
    /// Snapshots of the app instance as a whole, besides those of its volumes.
    package var groupSnapshots: [ObservedSnapshot]
    /// Snapshot policies of the app instance as a whole, besides those of its volumes.
    package var snapshotPolicies: [SnapshotPolicy] = []
    /// Its key-values; nil until somebody has read them.
    package var metadata: [String: String]?
    /// What the array says is wrong with it or with a part of it, as text; empty for one that is well.
    package var troubles: [String] = []
    package var storageInstances: [ObservedStorageInstance]

    package init(
        tenant: TenantPath, id: String, name: String, ownership: Ownership = .none, descr: String? = nil,
        adminState: AdminState = .online, createMode: String = "normal", template: String? = nil,
        cloneSource: String? = nil, isSeeding: Bool = false, groupSnapshots: [ObservedSnapshot] = [],
        metadata: [String: String]? = nil, storageInstances: [ObservedStorageInstance]
    ) {
        self.tenant = tenant
        self.id = id
        self.name = name
        self.ownership = ownership
        self.descr = descr
        self.adminState = adminState
        self.createMode = createMode
        self.template = template
        self.cloneSource = cloneSource
        self.isSeeding = isSeeding
        self.groupSnapshots = groupSnapshots
        self.metadata = metadata
        self.storageInstances = storageInstances
    }

    package var marker: Marker? {
        if case .marked(let marker) = ownership { marker } else { nil }
    }

    /// The name of its app template.
    package var templateName: String? { template?.split(separator: "/").last.map(String.init) }

    /// Everyone who is logged in to one of its targets.
    package var activeInitiators: [InitiatorName] {
        Set(storageInstances.flatMap(\.activeInitiators)).sorted()
    }

    /// Those of its own snapshot policies that somebody must have given it: a template brings its own ones with it.
    package var addedPolicies: [SnapshotPolicy] {
        template == nil ? snapshotPolicies.sorted { $0.name < $1.name } : []
    }

    /// Its snapshots, of whatever level.
    package var allSnapshots: [ObservedSnapshot] {
        groupSnapshots + storageInstances.flatMap(\.volumes).flatMap(\.snapshots)
    }

    /// How plans call it: `volume/KEY` unless it has several volumes.
    package func address(as key: ResourceKey) -> ResourceAddress {
        storageInstances.reduce(0) { $0 + $1.volumes.count } > 1 ? .appInstance(key) : .volume(key)
    }

    /// One that is only expected has no uuid yet.
    package var reference: AppInstanceReference {
        id.isEmpty ? AppInstanceReference(tenant: tenant, name: name) : AppInstanceReference(tenant: tenant, id: id)
    }
}

package struct ObservedStorageInstance: Sendable, Equatable, Encodable {
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
    package var activeInitiators: [InitiatorName]
    package var iqn: String?
    package var portals: [String]
    package var volumes: [ObservedVolume]

    package init(
        name: String, ipPool: String? = nil, initiators: Set<InitiatorName> = [], groups: Set<String> = [],
        authentication: ObservedAuthentication = .none, activeInitiators: [InitiatorName] = [], iqn: String? = nil,
        portals: [String] = [], volumes: [ObservedVolume]
    ) {
        self.name = name
        self.ipPool = ipPool
        self.initiators = initiators
        self.groups = groups
        self.authentication = authentication
        self.activeInitiators = activeInitiators
        self.iqn = iqn
        self.portals = portals
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
}

package struct ObservedVolume: Sendable, Equatable, Encodable {
    package var name: String
    package var size: Gibibytes
    package var replicaCount: Int
    package var placement: Placement?
    /// Nil when the volume has no performance policy, which is not the same call as one with all limits at none.
    package var performance: PerformanceLimits?
    package var snapshotPolicies: [SnapshotPolicy]
    package var snapshots: [ObservedSnapshot]

    package init(
        name: String, size: Gibibytes, replicaCount: Int = 1, placement: Placement? = nil,
        performance: PerformanceLimits? = nil, snapshotPolicies: [SnapshotPolicy] = [],
        snapshots: [ObservedSnapshot] = []
    ) {
        self.name = name
        self.size = size
        self.replicaCount = replicaCount
        self.placement = placement
        self.performance = performance
        self.snapshotPolicies = snapshotPolicies
        self.snapshots = snapshots
    }
}
