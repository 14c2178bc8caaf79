import StorageModel

/// Refuses to take a name that its holder keeps: the array would refuse it halfway through the apply.
///
/// A name comes free only when the same plan renames its holder, moves it to the trash or deletes it. What another stack
/// or nobody owns has been refused before (`AppInstanceMatching`); what is left here is the stack's own.
struct NameGuard {
    private let holders: [Name: ObservedAppInstance]
    /// What the manifest makes of the stack's own, by uuid.
    private let pairs: [String: AppInstanceMatching.Pair]

    private struct Name: Hashable {
        var tenant: TenantPath
        var text: String
    }

    /// A name that a change takes.
    private struct Taking {
        var desired: DesiredAppInstance
        /// Of what takes it; nil when it is new.
        var id: String?

        var name: Name { Name(tenant: desired.tenant, text: desired.name.value) }
        var verb: String { id == nil ? "created" : "renamed to \(desired.name.value)" }
    }

    init(_ pairs: [AppInstanceMatching.Pair], observed: ObservedState) {
        holders = Dictionary(
            observed.appInstances.map { (Name(tenant: $0.tenant, text: $0.name), $0) },
            uniquingKeysWith: { first, _ in first })
        self.pairs = Dictionary(
            pairs.compactMap { pair in pair.live.map { ($0.id, pair) } }, uniquingKeysWith: { first, _ in first })
    }

    /// The changes stay in the draft: a partial plan leaves them out together with what needs them.
    func check(_ draft: inout PlanDraft) {
        let leaving = Set(draft.changes.compactMap { Self.leaving($0.change) })
        for planned in draft.changes {
            guard let taking = Self.taking(planned.change), let holder = holders[taking.name], holder.id != taking.id,
                !leaving.contains(holder.id)
            else { continue }
            let desired = taking.desired
            let (fact, hint) = reason(holder, desired)
            draft.blocks.append(
                Block(
                    .nameTaken, desired.address, "cannot be \(taking.verb): \(fact)",
                    hint: "choose another `name:`" + hint, location: desired.name.location ?? desired.location))
        }
    }

    private static func taking(_ change: Change) -> Taking? {
        switch change {
        case .createAppInstance(let desired, _): Taking(desired: desired)
        case .assembleAppInstance(let assembly): Taking(desired: assembly.desired)
        case .cloneAppInstance(let change, _): Taking(desired: change.desired)
        case .updateAppInstance(let change):
            change.isRename ? Taking(desired: change.desired, id: change.observed.id) : nil
        case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .changeMembers,
            .removeAppInstance, .removeShared, .adopt, .restore, .createSnapshot, .settleSnapshot, .removeSnapshot,
            .rollBack:
            nil
        }
    }

    /// The uuid of what gives its name up.
    private static func leaving(_ change: Change) -> String? {
        switch change {
        case .updateAppInstance(let change): change.isRename ? change.observed.id : nil
        case .removeAppInstance(let removal): removal.action == .forget ? nil : removal.observed.id
        case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .changeMembers,
            .createAppInstance, .assembleAppInstance, .cloneAppInstance, .removeShared, .adopt, .restore,
            .createSnapshot, .settleSnapshot, .removeSnapshot, .rollBack:
            nil
        }
    }

    /// Why the holder keeps its name, and what to do about that.
    private func reason(_ holder: ObservedAppInstance, _ desired: DesiredAppInstance) -> (String, String) {
        let keeps = "keeps the name \(holder.name)"
        switch pairs[holder.id] {
        case .removed(let removal, _, let marker):
            let address = holder.address(as: marker.key)
            guard removal.action == .forget else { return ("\(address) \(keeps)", "") }
            return (
                "\(address) \(keeps) when it is forgotten",
                "; or trash or delete that one; or, if it is the same volume, replace its entry of `removed` by "
                    + "`\(ManifestLine.moved(from: .volume(marker.key), to: desired.address))`"
            )
        case .owned(let wanted, _, _) where wanted.name.value != holder.name && !wanted.manage.allowsChanges:
            return (
                "\(wanted.address) \(keeps), because its `manage: \(wanted.manage.rawValue)` lets nothing change it",
                "; or say `manage: full` there"
            )
        case .owned(let wanted, _, _) where wanted.name.value != holder.name && wanted.ignored.contains(.name):
            return ("\(wanted.address) \(keeps), because `ignore` says so", "; or drop `name` there")
        case .owned(let wanted, _, _), .unowned(let wanted, _): return ("\(wanted.address) \(keeps)", "")
        case nil, .absent:
            let address = holder.marker.map { holder.address(as: $0.key).description } ?? holder.id
            return ("\(address) \(keeps)", "")
        }
    }
}

extension AppInstanceChange {
    fileprivate var isRename: Bool {
        differences.contains { if case .name = $0 { true } else { false } }
    }
}
