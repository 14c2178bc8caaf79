package import Diagnostics

/// One object to remove, by an entry of `removed` or by a verb.
package struct Removal: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
        case volume(ResourceKey)
        /// All members of a `for_each` entry.
        case members(of: String)
        /// All volumes of the stack; only a verb can say so.
        case everyVolume
        /// By its IQN or its label on the DSP.
        case initiator(String, tenant: TenantPath)
        case initiatorGroup(String, tenant: TenantPath)
        case tenant(TenantPath)
        case snapshot(of: ResourceKey, name: SnapshotName)
    }

    package enum Action: String, CaseIterable, Sendable, Hashable {
        /// The stack releases it; the object stays as it is.
        case forget
        /// Offline and out of the way; can be undone.
        case trash
        /// Gone with all its data.
        case delete
    }

    package var target: Target
    package var action: Action
    package var location: SourceLocation?

    package init(_ target: Target, _ action: Action, location: SourceLocation? = nil) {
        self.target = target
        self.action = action
        self.location = location
    }

    /// Whether the entry is about the volume of this key.
    package func concerns(_ key: ResourceKey) -> Bool {
        switch target {
        case .volume(let volume): volume == key
        case .members(let name): key.name == name && key.member != nil
        case .everyVolume: true
        case .initiator, .initiatorGroup, .tenant, .snapshot: false
        }
    }

    /// How many keys the entry may concern: one, those of a `for_each` entry, all.
    private var scope: Int {
        switch target {
        case .volume, .initiator, .initiatorGroup, .tenant, .snapshot: 0
        case .members: 1
        case .everyVolume: 2
        }
    }

    /// Whether this one decides if both concern the same volume: the more specific one, and of equals the less severe
    /// one, because what is kept can still be deleted.
    fileprivate func takesPrecedence(over other: Removal) -> Bool {
        (scope, action.severity) < (other.scope, other.action.severity)
    }

    /// The tenant whose initiators and groups must be known.
    package var tenant: TenantPath? {
        switch target {
        case .initiator(_, let tenant), .initiatorGroup(_, let tenant), .tenant(let tenant): tenant
        case .volume, .members, .everyVolume, .snapshot: nil
        }
    }
}

extension Removal.Action {
    fileprivate var severity: Int {
        switch self {
        case .forget: 0
        case .trash: 1
        case .delete: 2
        }
    }
}

extension [Removal] {
    /// The entry that decides about the volume of a key, whatever their order.
    package func deciding(about key: ResourceKey) -> Removal? {
        filter { $0.concerns(key) }.min { $0.takesPrecedence(over: $1) }
    }
}

/// A volume that goes by another key than when it was last applied.
package struct Move: Sendable, Hashable {
    package var from: ResourceKey
    package var to: ResourceKey
    package var location: SourceLocation?

    package init(from: ResourceKey, to: ResourceKey, location: SourceLocation? = nil) {
        self.from = from
        self.to = to
        self.location = location
    }
}
