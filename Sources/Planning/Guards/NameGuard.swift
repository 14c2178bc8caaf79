import StorageModel

/// Refuses to take a name that its holder keeps: the array would refuse it halfway through the apply.
///
/// A name comes free only when the same plan renames its holder, moves it to the trash or deletes it. What another
/// stack or that are unmanaged have been refused before (`AppInstanceMatching`); what is left here is the stack's own.
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
        let leaving = Set(
            draft.changes.map(\.change.work).filter(\.freesName).compactMap(\.liveAppInstance?.id))
        for planned in draft.changes {
            guard let taking = Self.taking(planned.change.work), let holder = holders[taking.name],
                holder.id != taking.id,
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

    private static func taking(_ work: any PlannedWork) -> Taking? {
        guard work.takesName, let desired = work.desiredAppInstance else { return nil }
        return Taking(desired: desired, id: work.liveAppInstance?.id)
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
        case .owned(let declared, _, _) where declared.name.value != holder.name && !declared.manage.allowsChanges:
            return (
                "\(declared.address) \(keeps), because of its `manage: \(declared.manage.rawValue)`",
                "; or set `manage: full` there"
            )
        case .owned(let declared, _, _) where declared.name.value != holder.name && declared.ignored.contains(.name):
            return ("\(declared.address) \(keeps), because `ignore` says so", "; or drop `name` there")
        case .owned(let declared, _, _), .unowned(let declared, _): return ("\(declared.address) \(keeps)", "")
        case nil, .absent:
            let address = holder.marker.map { holder.address(as: $0.key).description } ?? holder.id
            return ("\(address) \(keeps)", "")
        }
    }
}
