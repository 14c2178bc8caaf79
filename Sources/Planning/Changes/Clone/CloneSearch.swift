import Diagnostics
import StorageModel

/// Finds what each clone starts from. What the same plan makes or changes is taken as it will be, however long the
/// chain: a clone of a clone of a snapshot of a volume that is not there yet.
struct CloneSearch {
    let desired: DesiredState
    let observed: ObservedState
    private let pairs: [ResourceKey: AppInstanceMatching.Pair]
    /// The keys of what is the stack's own on the array, by uuid.
    private let owned: [String: ResourceKey]
    private let groups: GroupMembership
    private var expected: [ResourceKey: ObservedAppInstance] = [:]

    private var product: ProductVersion { observed.cluster.product }

    enum Result {
        case found(CloneSource)
        case impossible(Diagnostic)
        /// Something else is wrong with the source, and that is reported elsewhere.
        case unknown
    }

    init(_ pairs: [AppInstanceMatching.Pair], desired: DesiredState, observed: ObservedState) {
        self.desired = desired
        self.observed = observed
        groups = GroupMembership(desired: desired, observed: observed)
        owned = Dictionary(
            pairs.compactMap { pair in
                if case .owned(let declared, let live, _) = pair { (live.id, declared.key) } else { nil }
            }, uniquingKeysWith: { first, _ in first })
        self.pairs = Dictionary(
            pairs.compactMap { pair in pair.desired.map { ($0.key, pair) } }, uniquingKeysWith: { first, _ in first })
    }

    mutating func source(of declared: DesiredAppInstance) -> Result {
        guard let origin = declared.origin else { return .unknown }
        switch origin.value {
        case .existing(let name): return existing(name, declared, origin)
        case .declared(let key):
            guard let app = expected(key) else { return .unknown }
            return .found(Self.whole(app))
        case .snapshot(let key, let name): return snapshot(name, of: key, origin)
        }
    }

    /// A single volume is cloned as such, so that nothing but the volume counts.
    private static func whole(_ app: ObservedAppInstance) -> CloneSource {
        if app.storageInstances.count == 1, app.storageInstances[0].volumes.count == 1 {
            let volume = VolumeReference(
                storage: StorageInstanceReference(app: app.reference, name: app.storageInstances[0].name),
                name: app.storageInstances[0].volumes[0].name)
            return CloneSource(.volume(volume), of: app, owner: .volume(volume))
        }
        return CloneSource(.appInstance(app.reference), of: app, owner: .appInstance(app.reference))
    }

    private mutating func existing(
        _ name: String, _ declared: DesiredAppInstance, _ origin: Declared<CloneOrigin>
    ) -> Result {
        let named = observed.appInstances.filter { ($0.name == name || $0.id == name) && $0.ownership != .lease }
        if let live = named.first(where: { $0.tenant == declared.tenant }) {
            if live.marker?.flags.isImageUnfinished == true, owned[live.id] == nil {
                return .impossible(
                    Diagnostic(
                        .error,
                        "\(declared.address) cannot be created: the image of `\(name)` is not written to the end",
                        at: origin.location, hint: "let the run that writes it finish, or repeat it"))
            }
            // One of the stack itself is cloned when this plan is done with it, by whatever name it is called.
            return .found(Self.whole(owned[live.id].flatMap { expected($0) } ?? live))
        }
        let tenant = declared.tenant.shortName
        guard let other = named.first else {
            return .impossible(
                Diagnostic(
                    .error,
                    "\(declared.address) cannot be created: tenant `\(tenant)` has no app instance `\(name)` to clone",
                    at: origin.location, hint: "`list` shows what exists"))
        }
        return .impossible(
            Diagnostic(
                .error,
                "\(declared.address) cannot be created: `\(name)` is in tenant `\(other.tenant.shortName)`, "
                    + "and a clone is always in the tenant of its source",
                at: origin.location, hint: "write `tenant: \(other.tenant.shortName)`"))
    }

    private mutating func snapshot(
        _ name: SnapshotName, of key: ResourceKey, _ origin: Declared<CloneOrigin>
    ) -> Result {
        guard let pair = pairs[key], let base = pair.desired else { return .unknown }
        let found = pair.live.flatMap { live in
            live.snapshotOwners.lazy.compactMap { owner in name.find(of: owner, in: live).map { (live, owner, $0) } }
                .first
        }
        if let (live, owner, taken) = found {
            if !taken.isAvailable, case .named(let text) = name {
                return .found(
                    CloneSource(
                        .namedSnapshot(NamedSnapshot(owner: owner, name: text)), of: live, owner: owner,
                        mayBeSmaller: true))
            }
            let reference = SnapshotReference(owner: owner, timestamp: taken.timestamp)
            return .found(CloneSource(.snapshot(reference), of: live, owner: owner, mayBeSmaller: true))
        }
        guard case .named(let text) = name, base.snapshots.contains(where: { $0.name == text }) else {
            return .impossible(
                Diagnostic(
                    .error, "\(base.address) has no snapshot `\(name)`, and no snapshot of that name is declared",
                    at: origin.location,
                    hint: "declare `\(key)@\(name)` under `snapshots:`, or choose one that `snapshot list` shows"))
        }
        // Taken of the volume before anything else happens to it, or when it is ready.
        let isFirst = pair.live != nil && !pair.isBeingBuilt
        guard let app = isFirst ? pair.live : expected(key), let owner = base.snapshotOwner(in: app.reference) else {
            return .unknown
        }
        return .found(CloneSource(.namedSnapshot(NamedSnapshot(owner: owner, name: text)), of: app, owner: owner))
    }

    /// What the app instance of a key will be when the plan is done with it.
    private mutating func expected(_ key: ResourceKey) -> ObservedAppInstance? {
        if let known = expected[key] { return known }
        let result: ObservedAppInstance?
        switch pairs[key] {
        case nil, .removed: result = nil
        case .unowned(_, let live): result = live
        case .owned(let declared, let live, let marker):
            let diff = AppInstanceDiff(
                desired: declared, observed: live, marker: marker, stack: desired.stack, product: product,
                groups: groups)
            result = diff.mayChange ? live.resolving(diff.findings().differences) : live
        case .absent(let declared) where declared.origin == nil:
            result = made(declared)
        case .absent(let declared):
            if case .found(let source) = self.source(of: declared),
                case .success(let clone) = ClonePlan.make(
                    declared, from: source, stack: desired.stack, product: product, groups: groups)
            {
                result = clone.change.observed.resolving(clone.change.differences)
            } else {
                result = nil
            }
        }
        expected[key] = result
        return result
    }
}

extension CloneSearch {
    /// What an app instance that does not exist yet will be; nil while its template has not been read, or cannot be.
    private func made(_ declared: DesiredAppInstance) -> ObservedAppInstance? {
        guard let template = declared.template else {
            return ObservedAppInstance(expectedFrom: declared.spec(for: desired.stack, on: product))
        }
        let reference = TemplateReference(tenant: declared.tenant, name: template.name.value)
        guard let known = observed.templates[reference], let known else { return nil }
        let spec = declared.spec(for: desired.stack, from: known, on: observed.cluster)
        let app = ObservedAppInstance(expectedFrom: spec)
        let diff = AppInstanceDiff(
            desired: declared, observed: app, marker: spec.marker, stack: desired.stack, product: product,
            groups: groups)
        return app.resolving(diff.findings().differences)
    }
}

extension AppInstanceMatching.Pair {
    /// As the manifest has it.
    var desired: DesiredAppInstance? {
        switch self {
        case .absent(let desired), .owned(let desired, _, _), .unowned(let desired, _): desired
        case .removed: nil
        }
    }

    /// As it is on the array.
    var live: ObservedAppInstance? {
        switch self {
        case .absent: nil
        case .owned(_, let live, _), .unowned(_, let live), .removed(_, let live, _): live
        }
    }

    fileprivate var isBeingBuilt: Bool {
        if case .owned(_, _, let marker) = self { marker.flags.isBeingBuilt } else { false }
    }
}
