import Diagnostics
import StorageModel

/// Plans the clones that are not there yet, and says where a live one was made of something else.
struct CloneDiff {
    let desired: DesiredState
    let observed: ObservedState
    private var search: CloneSearch
    private let pairs: [AppInstanceMatching.Pair]

    init(_ pairs: [AppInstanceMatching.Pair], desired: DesiredState, observed: ObservedState) {
        self.desired = desired
        self.observed = observed
        self.pairs = pairs
        search = CloneSearch(pairs, desired: desired, observed: observed)
    }

    mutating func create(_ declared: DesiredAppInstance, _ draft: inout PlanDraft) {
        switch search.source(of: declared) {
        case .unknown:
            draft.note(declared.address, "is planned once its source can be planned")
        case .impossible(let diagnostic): draft.report(diagnostic, about: declared.address)
        case .found(let source): create(declared, from: source, &draft)
        }
    }

    func create(_ declared: DesiredAppInstance, from source: CloneSource, _ draft: inout PlanDraft) {
        let plan = ClonePlan.make(
            declared, from: source, stack: desired.stack, product: observed.cluster.product,
            groups: GroupMembership(desired: desired, observed: observed))
        switch plan {
        case .success(let plan): draft.add(.cloneAppInstance(CloneCreation(change: plan.change, spec: plan.spec)))
        case .failure(let impossible):
            draft.report(impossible.diagnostics, about: declared.address)
            draft.blocks += impossible.blocks
        }
    }

    /// `clone_of` acts at creation only, so another value than the one it was made with does nothing.
    func checkOrigin(of declared: DesiredAppInstance, _ live: ObservedAppInstance, _ draft: inout PlanDraft) {
        guard let origin = declared.origin else { return }
        guard let made = live.cloneSource else { return checkThatItIsNone(declared, origin, live, &draft) }
        let source: ObservedAppInstance?
        switch origin.value {
        case .existing(let name):
            source = observed.appInstances.first { $0.tenant == declared.tenant && ($0.name == name || $0.id == name) }
        case .declared(let key), .snapshot(of: let key, name: _):
            source = pairs.first { $0.desired?.key == key }?.live
        }
        guard let source, made != source.id, made != source.name else { return }
        let name = observed.appInstances.first { $0.id == made }?.name ?? made
        draft.warn(declared, origin, "was made as a clone of \(name), not of \(origin.value)", "put the old value back")
    }

    /// An array may forget the source of a clone; what the tool has noted tells.
    private func checkThatItIsNone(
        _ declared: DesiredAppInstance, _ origin: Declared<CloneOrigin>, _ live: ObservedAppInstance,
        _ draft: inout PlanDraft
    ) {
        guard live.marker?.flags.isBeingBuilt == false else { return }
        draft.needsMetadata(of: live)
        guard let metadata = live.metadata, metadata[MetadataKey.origin] == nil else { return }
        draft.warn(declared, origin, "was not made as a clone", "drop `\(origin.value.field)`")
    }
}

extension PlanDraft {
    fileprivate mutating func warn(
        _ declared: DesiredAppInstance, _ origin: Declared<CloneOrigin>, _ finding: String, _ hint: String
    ) {
        warnings.append(
            PlanWarning(
                .originChanged,
                "\(declared.address) \(finding); `\(origin.value.field)` applies only at creation, so nothing is done",
                hint: "\(hint), or declare the clone under a new key", location: origin.location))
    }
}
