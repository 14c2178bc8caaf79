package import StorageModel

/// A `StorageArray` in memory, for tests of plans and of the executor: no network, no API, just the effect of each call.
///
/// It refuses what a DSP refuses where a plan could get it wrong: offline-only changes online, names in use, shrinking,
/// ACLs of unknown initiators, limits without all their objects.
package actor ModelArray: StorageArray {
    package private(set) var state: ObservedState
    package private(set) var calls: [ArrayCall] = []
    private var nextID = 1
    private var failures: [@Sendable (ArrayCall) -> Mishap?] = []
    private var isBlind = false

    /// What goes wrong with one call.
    package enum Mishap: Sendable, Equatable {
        case refuse(ArrayFailure)
        /// The call is done, but its answer does not arrive.
        case loseAnswerAfter
        /// Neither done nor answered.
        case loseAnswerBefore
        /// Answered as if it were done.
        case pretend
    }

    package init(_ state: ObservedState) { self.state = state }

    /// Asked about every call, in the order added, until one gives a mishap; give each its own memory to fail once.
    package func fail(_ rule: @escaping @Sendable (ArrayCall) -> Mishap?) { failures.append(rule) }

    /// From now on nobody learns whether a call was done.
    package func refuseToSayWhatIsDone() { isBlind = true }

    package func observe(tenants: Set<TenantPath>) async throws(ArrayFailure) -> ObservedState {
        var result = state
        result.initiators = [:]
        result.initiatorGroups = [:]
        result.templates = [:]
        for index in result.appInstances.indices { result.appInstances[index].metadata = nil }
        for tenant in tenants where tenant == .root || state.tenants.contains(where: { $0.path == tenant }) {
            result.initiators[tenant] = state.visibleInitiators(in: tenant)
            result.initiatorGroups[tenant] = state.visibleGroups(in: tenant)
        }
        return result
    }

    package func appInstance(_ reference: AppInstanceReference) async throws(ArrayFailure) -> ObservedAppInstance {
        guard let live = state.appInstances.first(where: { $0.isMeant(by: reference) }) else {
            throw .notFound(FailedCall("GET model:"), message: "app instance")
        }
        return live
    }

    package func metadata(
        of app: AppInstanceReference, in store: MetadataStore
    ) async throws(ArrayFailure) -> [String: String] {
        guard let live = state.appInstances.first(where: { $0.reference == app }) else {
            throw .notFound(FailedCall("GET model:"), message: "app instance")
        }
        return live.metadata ?? [:]
    }

    package func allMetadata(in tenant: TenantPath) async throws(ArrayFailure) -> [String: [String: String]] {
        let apps = state.appInstances.filter { $0.tenant == tenant }
        return Dictionary(apps.map { ($0.name, $0.metadata ?? [:]) }) { first, _ in first }
    }

    package func template(_ reference: TemplateReference) async throws(ArrayFailure) -> AppTemplate? {
        state.templates[reference] ?? nil
    }

    @discardableResult
    package func perform(
        _ call: ArrayCall, secrets: ResolvedSecrets
    ) async throws(ArrayFailure) -> ObservedAppInstance? {
        calls.append(call)
        let facts = FailedCall("POST model:")
        switch mishap(for: call) {
        case .refuse(let failure): throw failure
        case .loseAnswerBefore: throw .answerLost(facts, reason: "lost before")
        case .loseAnswerAfter:
            try state.apply(call, newID: takeID())
            throw .answerLost(facts, reason: "lost after")
        case .pretend: break
        case nil: try state.apply(call, newID: takeID())
        }
        guard case .cloneAppInstance(let blueprint) = call else { return nil }
        return state.appInstances.first { $0.tenant == blueprint.tenant && $0.name == blueprint.name }
    }

    package func status(of call: ArrayCall) async throws(ArrayFailure) -> CallStatus {
        if isBlind { throw .unreachable(FailedCall("GET model:"), reason: "refused") }
        var copy = state
        do throws(ArrayFailure) {
            try copy.apply(call, newID: "probe")
        } catch {
            guard case .conflict = error else { return call.statusWhenMissing }
            guard case .createAppInstance(let blueprint) = call else { return .applied }
            let live = state.appInstances.first { $0.tenant == blueprint.tenant && $0.name == blueprint.name }
            return live?.marker == blueprint.marker ? .applied : .conflicting("marker differs")
        }
        return copy == state ? .applied : .notApplied
    }

    /// Changes the state behind the tool's back.
    package func edit(_ body: @Sendable (inout ObservedState) -> Void) { body(&state) }

    /// Asks each rule at most once: rules have a memory.
    private func mishap(for call: ArrayCall) -> Mishap? {
        for rule in failures {
            if let mishap = rule(call) { return mishap }
        }
        return nil
    }

    private func takeID() -> String {
        defer { nextID += 1 }
        return "id-\(nextID)"
    }
}
