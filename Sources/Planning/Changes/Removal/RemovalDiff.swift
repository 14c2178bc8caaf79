import StorageModel

/// Plans the removal of live app instances, and refuses what must not go.
struct RemovalDiff {
    let desired: DesiredState
    let observed: ObservedState
    private let refusals: RemovalGuard

    init(desired: DesiredState, observed: ObservedState) {
        self.desired = desired
        self.observed = observed
        refusals = RemovalGuard(observed)
    }

    /// The removals that a verb asks for, and nothing else.
    func run(_ removals: [Removal], into draft: inout PlanDraft) {
        var scope = DesiredState(stack: desired.stack)
        scope.removals = removals
        let matching = AppInstanceMatching(desired: scope, observed: observed)
        draft.blocks += matching.blocks
        var found: Set<Removal> = []
        for pair in matching.pairs {
            guard case .removed(let removal, let live, let marker) = pair else { continue }
            found.insert(removal)
            remove(live, marker, as: removal, &draft)
        }
        for case .volume(let key) in Set(removals).subtracting(found).map(\.target).sorted(by: Self.byKey) {
            draft.note(.volume(key), "stack \(desired.stack) has no such volume on the array; nothing to do")
        }
    }

    func remove(
        _ live: ObservedAppInstance, _ marker: Marker, as removal: Removal, _ draft: inout PlanDraft
    ) {
        let change = AppInstanceRemoval(
            address: live.address(as: marker.key), observed: live, marker: marker, action: removal.action,
            store: observed.cluster.product.metadataStore, location: removal.location)
        let declared = desired.appInstances.first { $0.key == marker.key }
        var blocks = refusals.blocks(
            for: change, manage: declared?.manage ?? .full, isProtected: declared?.protect?.value ?? false,
            without: SnapshotRemovalDiff.matches(desired.removals, of: marker.key, in: live).compactMap(\.snapshot))
        if removal.action == .trash, let holder = holder(of: live.trashName, in: live.tenant) {
            blocks.append(
                Block(
                    .nameTaken, change.address, "its name in the trash is in use: \(live.trashName) (\(holder.id))",
                    hint: "rename that one", location: removal.location))
        }
        if let declared, declared.tenant != live.tenant {
            blocks.append(
                Block(
                    .wrongTenant, change.address,
                    "is in tenant \(live.tenant.shortName), but the manifest or --tenant says "
                        + declared.tenant.shortName,
                    hint: "name the tenant that it is in", location: removal.location))
        }
        draft.blocks += blocks
        if blocks.isEmpty { draft.add(.removeAppInstance(change)) }
    }

    /// Why parts that `removed` names must not go from an app instance that stays.
    func refusals(_ declared: DesiredAppInstance, _ live: ObservedAppInstance, _ marker: Marker) -> [Block] {
        declared.removedParts.flatMap { removal -> [Block] in
            let part = live.only(removal.part)
            guard !part.storageInstances.flatMap(\.volumes).isEmpty, !declared.declares(removal.part) else { return [] }
            let change = AppInstanceRemoval(
                address: declared.address, observed: part, marker: marker, action: .delete,
                store: observed.cluster.product.metadataStore, location: removal.location)
            return refusals.blocks(
                for: change, manage: declared.manage, isProtected: declared.protect?.value ?? false,
                without: SnapshotRemovalDiff.matches(desired.removals, of: declared.key, in: live).compactMap(
                    \.snapshot))
        }
    }

    private func holder(of name: String, in tenant: TenantPath) -> ObservedAppInstance? {
        observed.appInstances.first { $0.tenant == tenant && $0.name == name }
    }

    private static func byKey(_ left: Removal.Target, _ right: Removal.Target) -> Bool {
        switch (left, right) {
        case (.volume(let left), .volume(let right)): left < right
        case (.volume, _), (.members, _), (.everyVolume, _), (.initiator, _), (.initiatorGroup, _), (.tenant, _),
            (.snapshot, _):
            false
        }
    }
}
