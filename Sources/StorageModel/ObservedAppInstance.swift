/// One app instance as the array's list shows it: its content, and what only a live one has.
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
    package var volumeSnapshots: [VolumePath: [ObservedSnapshot]]
    /// By storage instance.
    package var targets: [String: ObservedTarget]
    /// Snapshot policies of the app instance as a whole, besides those of its volumes.
    package var snapshotPolicies: [SnapshotPolicy] = []
    /// Its metadata; nil until it has been read.
    package var metadata: [String: String]?
    /// What the array says is wrong with it or with a part of it, as text; empty for one that is well.
    package var troubles: [String] = []
    /// Values that this tool does not know or cannot hold, each with its place, as text: what is planned takes another
    /// one in their place.
    package var unknownValues: [String] = []
    package var storageInstances: [StorageInstanceContent]

    package init(
        tenant: TenantPath, id: String, name: String, ownership: Ownership = .none, descr: String? = nil,
        adminState: AdminState = .online, createMode: String = "normal", template: String? = nil,
        cloneSource: String? = nil, isSeeding: Bool = false, groupSnapshots: [ObservedSnapshot] = [],
        volumeSnapshots: [VolumePath: [ObservedSnapshot]] = [:], targets: [String: ObservedTarget] = [:],
        metadata: [String: String]? = nil, storageInstances: [StorageInstanceContent]
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
        self.volumeSnapshots = volumeSnapshots
        self.targets = targets
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
        Set(targets.values.flatMap(\.activeInitiators)).sorted()
    }

    /// Those of its own snapshot policies that were added by hand: a template brings its own ones with it.
    package var addedPolicies: [SnapshotPolicy] {
        template == nil ? snapshotPolicies.sorted { $0.name < $1.name } : []
    }

    /// Its snapshots, of whatever level.
    package var allSnapshots: [ObservedSnapshot] {
        groupSnapshots + paths.flatMap { snapshots(of: $0) }
    }

    /// Of its volumes, in the order of the array.
    package var paths: [VolumePath] {
        storageInstances.flatMap { storage in
            storage.volumes.map { VolumePath(storage: storage.name, volume: $0.name) }
        }
    }

    package func snapshots(of path: VolumePath) -> [ObservedSnapshot] { volumeSnapshots[path] ?? [] }

    package func target(of storage: String) -> ObservedTarget { targets[storage] ?? ObservedTarget() }

    /// How plans call it: `volume/KEY` unless it has several volumes.
    package func address(as key: ResourceKey) -> ResourceAddress {
        storageInstances.reduce(0) { $0 + $1.volumes.count } > 1 ? .appInstance(key) : .volume(key)
    }

    /// One that is only expected has no uuid yet.
    package var reference: AppInstanceReference {
        id.isEmpty ? AppInstanceReference(tenant: tenant, name: name) : AppInstanceReference(tenant: tenant, id: id)
    }
}

/// What only a live storage instance has: the iSCSI target that it is.
package struct ObservedTarget: Sendable, Equatable, Encodable {
    package var iqn: String?
    package var portals: [String]
    /// Who is logged in.
    package var activeInitiators: [InitiatorName]
    /// Whether it is offline, by itself or with its app instance.
    package var isOffline = false

    package init(iqn: String? = nil, portals: [String] = [], activeInitiators: [InitiatorName] = []) {
        self.iqn = iqn
        self.portals = portals
        self.activeInitiators = activeInitiators
    }
}
