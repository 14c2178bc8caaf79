import StorageModel

/// How much a plan creates, changes and removes, and how full it leaves the array.
///
/// For reviewers: no guard decides by it, and no digest is over it.
package struct PlanTotals: Sendable, Equatable, Codable {
    /// By kind of resource and by action; what does not occur is left out.
    package var counts: [ActionCount]
    /// Nil when the array does not say.
    package var array: ArrayFill?
    /// Everything that is in the tenants which the stack uses, whoever owns it.
    package var tenants: [StorageShare]
    /// What the stack owns, by volume type; without a name what has none.
    package var types: [StorageShare]

    init(of changes: [PlannedChange], _ desired: DesiredState, _ observed: ObservedState) {
        let work = changes.map(\.change.work)
        counts = Self.counts(of: changes)
        var tenants = ShareTable<TenantPath>()
        var types = ShareTable<String?>()
        for tenant in desired.tenantsInUse.union([desired.tenant]) { tenants.add(tenant) }
        let touched = Dictionary(
            work.compactMap { work in work.liveAppInstance.map { ($0.id, work) } },
            uniquingKeysWith: { first, _ in first })
        let declared = Dictionary(
            desired.appInstances.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let shown = Set(tenants.keys + work.compactMap(\.liveAppInstance?.tenant))
        var growth = 0
        for live in observed.appInstances where live.ownership != .lease {
            let work = touched[live.id]
            let after = work?.contentAfter ?? live.storageInstances
            growth += after.provisioned - live.storageInstances.provisioned
            if shown.contains(live.tenant) { tenants.add(live.tenant, now: live.storageInstances, after: after) }
            let isOwned = live.marker.map { $0.stack == desired.stack && !$0.flags.isTrashed } ?? false
            let stays = work.map { !$0.kind.isRemoval } ?? isOwned
            guard isOwned || stays else { continue }
            let type = (work?.desiredAppInstance ?? live.marker.flatMap { declared[$0.key] })?.volumeType
            types.add(type, now: isOwned ? live.storageInstances : [], after: stays ? after : [])
        }
        for creation in work {
            guard creation.liveAppInstance == nil, let app = creation.desiredAppInstance,
                let content = creation.contentAfter
            else { continue }
            growth += content.provisioned
            tenants.add(app.tenant, after: content)
            types.add(app.volumeType, after: content)
        }
        array = observed.capacityWithoutLeases.map {
            ArrayFill(
                totalGib: $0.total.count, provisionedNowGib: $0.provisioned.count,
                provisionedAfterGib: max(0, $0.provisioned.count + growth))
        }
        self.tenants = tenants.shares { $0.shortName }
        self.types = types.shares { $0 }.filter { $0.now != StorageAmount() || $0.after != StorageAmount() }
    }

    private static func counts(of changes: [PlannedChange]) -> [ActionCount] {
        var result: [ActionCount] = []
        for change in changes {
            let kind = change.address.kind
            let size = ChangeRecord.size(of: change.change.work) ?? 0
            if let index = result.firstIndex(where: { $0.kind == kind && $0.action == change.change.kind }) {
                result[index].count += 1
                result[index].sizeGib += size
            } else {
                result.append(ActionCount(kind: kind, action: change.change.kind, count: 1, sizeGib: size))
            }
        }
        // What stores data first.
        let order = ["volume", "app_instance", "snapshot"]
        func rank(_ count: ActionCount) -> Int { order.firstIndex(of: count.kind) ?? order.count }
        return result.sorted { (rank($0), $0.kind, $0.action.rawValue) < (rank($1), $1.kind, $1.action.rawValue) }
    }
}

/// How many resources of one kind have the same done to them.
package struct ActionCount: Sendable, Equatable, Codable {
    /// As addresses begin: `volume`.
    package var kind: String
    package var action: Change.Kind
    package var count: Int
    /// The size of all their volumes, as hosts see it.
    package var sizeGib: Int
}

/// How full the array is when all its volumes are, replicas included.
package struct ArrayFill: Sendable, Equatable, Codable {
    package var totalGib: Int
    package var provisionedNowGib: Int
    package var provisionedAfterGib: Int
}

/// What a tenant or a volume type has.
package struct StorageShare: Sendable, Equatable, Codable {
    package var name: String?
    package var now: StorageAmount
    package var after: StorageAmount
}

package struct StorageAmount: Sendable, Equatable, Codable {
    package var volumes = 0
    /// As hosts see it.
    package var sizeGib = 0
    /// Replicas included.
    package var provisionedGib = 0

    package init() {}

    mutating func add(_ content: [StorageInstanceContent]) {
        volumes += content.reduce(0) { $0 + $1.volumes.count }
        sizeGib += content.size
        provisionedGib += content.provisioned
    }
}

/// Sums by some key.
private struct ShareTable<Key: Hashable> {
    private var shares: [Key: StorageShare] = [:]

    var keys: [Key] { Array(shares.keys) }

    mutating func add(_ key: Key, now: [StorageInstanceContent] = [], after: [StorageInstanceContent] = []) {
        var share = shares[key] ?? StorageShare(name: nil, now: StorageAmount(), after: StorageAmount())
        share.now.add(now)
        share.after.add(after)
        shares[key] = share
    }

    /// Those without a name last.
    func shares(_ name: (Key) -> String?) -> [StorageShare] {
        shares.map { key, share in StorageShare(name: name(key), now: share.now, after: share.after) }
            .sorted { ($0.name == nil ? 1 : 0, $0.name ?? "") < ($1.name == nil ? 1 : 0, $1.name ?? "") }
    }
}

extension ResourceAddress {
    /// What it begins with.
    fileprivate var kind: String {
        switch self {
        case .tenant: "tenant"
        case .initiator: "initiator"
        case .initiatorGroup: "initiator_group"
        case .volume: "volume"
        case .appInstance: "app_instance"
        case .snapshot: "snapshot"
        case .cachedImage: "cached_image"
        case .trashed(let address, _): address.kind
        }
    }
}
