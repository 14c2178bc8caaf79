import StorageModel

/// Takes out of a draft what a partial plan leaves alone, so that what stays can be done by itself.
struct ScopeRestriction {
    let scope: PlanScope
    /// The live app instances by their uuid.
    let live: [String: ObservedAppInstance]
    let desired: DesiredState

    func apply(to draft: inout PlanDraft) {
        let requirements = requirements(of: draft.changes)
        let kept: Set<ResourceAddress>
        let isMeant: (ResourceAddress) -> Bool
        switch scope {
        case .everything: return
        case .only(let patterns):
            let named = named(patterns, &draft)
            let meant = closure(of: addresses(in: draft, where: named.contains), over: requirements)
            kept = meant
            isMeant = { meant.contains($0) || named.contains($0) }
        case .allBut(let patterns):
            let named = named(patterns, &draft)
            let excluded = closure(
                of: addresses(in: draft, where: named.contains), over: Self.inverted(requirements))
            kept = addresses(in: draft) { !excluded.contains($0) }
            isMeant = { !excluded.contains($0) && !named.contains($0) }
        case .reviewed(let reviewed):
            kept = addresses(in: draft) { reviewed.contains($0.description) }
            isMeant = { reviewed.contains($0.description) }
        }
        draft.keepFindings(about: isMeant, sources: closure(of: kept, over: cloneSources(in: draft)))
        let taken = Set(
            draft.changes.filter { kept.contains($0.address) && (!scope.isPartial || !$0.change.kind.isRemoval) }
                .map(\.address))
        var leftOut = 0
        draft.replaceChanges { planned in
            if taken.contains(planned.address) { return planned }
            if case .settleSnapshot = planned.change { return planned }
            let closing = planned.closingWindow
            if closing != planned { leftOut += 1 }
            return closing
        }
        draft.leftOutCount = leftOut
        reportMissing(requirements, of: taken, &draft)
    }

    /// Which addresses each address needs.
    private func requirements(of changes: [PlannedChange]) -> [ResourceAddress: Set<ResourceAddress>] {
        let steps = changes.flatMap(\.steps)
        let owners = Dictionary(steps.map { ($0.id, $0.address) }, uniquingKeysWith: { first, _ in first })
        var result: [ResourceAddress: Set<ResourceAddress>] = [:]
        for (id, needed) in OrderingRules.requirements(of: steps, live: live) {
            guard let owner = owners[id] else { continue }
            result[owner, default: []].formUnion(needed.compactMap { owners[$0] }.filter { $0 != owner })
        }
        return result
    }

    /// What each clone that is to be made is made of. One that cannot be as declared has no step that the clone needs.
    private func cloneSources(in draft: PlanDraft) -> [ResourceAddress: Set<ResourceAddress>] {
        let addresses = Dictionary(
            desired.appInstances.map { ($0.key, $0.address) }, uniquingKeysWith: { first, _ in first })
        var result: [ResourceAddress: Set<ResourceAddress>] = [:]
        for case .cloneAppInstance(let clone) in draft.changes.map(\.change) {
            guard let key = clone.change.desired.origin?.value.key, let source = addresses[key] else { continue }
            result[clone.address] = [source]
        }
        return result
    }

    private static func inverted(
        _ edges: [ResourceAddress: Set<ResourceAddress>]
    ) -> [ResourceAddress: Set<ResourceAddress>] {
        var result: [ResourceAddress: Set<ResourceAddress>] = [:]
        for (from, to) in edges { for address in to { result[address, default: []].insert(from) } }
        return result
    }

    private func closure(
        of start: Set<ResourceAddress>, over edges: [ResourceAddress: Set<ResourceAddress>]
    ) -> Set<ResourceAddress> {
        var result = start
        var open = Array(start)
        while let address = open.popLast() {
            for next in edges[address] ?? [] where result.insert(next).inserted { open.append(next) }
        }
        return result
    }

    private func addresses(in draft: PlanDraft, where isMeant: (ResourceAddress) -> Bool) -> Set<ResourceAddress> {
        Set(draft.changes.lazy.map(\.address).filter(isMeant))
    }

    /// What the patterns mean. One that means nothing is a block: a misspelt address must not pass for one with nothing to
    /// do.
    private func named(_ patterns: [AddressPattern], _ draft: inout PlanDraft) -> Set<ResourceAddress> {
        let book = AddressBook(
            desired, Array(live.values),
            changed: draft.changes.map(\.address) + draft.blocks.compactMap(\.address))
        var named: Set<ResourceAddress> = []
        for pattern in patterns {
            do throws(AddressProblem) {
                for address in try book.resources(called: pattern.text) {
                    named.insert(address)
                    // Which of its two names is printed depends on how many volumes it has, here or on the array.
                    if let key = address.volumeKey { named.formUnion([.volume(key), .appInstance(key)]) }
                }
            } catch {
                draft.blocks.append(Block(error))
            }
        }
        return named
    }

    private func reportMissing(
        _ requirements: [ResourceAddress: Set<ResourceAddress>], of kept: Set<ResourceAddress>, _ draft: inout PlanDraft
    ) {
        for address in kept {
            for missing in (requirements[address] ?? []).subtracting(kept) {
                draft.blocks.append(
                    Block(
                        .leftOut, address, "cannot be done without \(missing), which is not part of this plan",
                        hint: "plan both together"))
            }
        }
    }
}

extension PlanDraft {
    /// What is said about others does not stop this plan.
    fileprivate mutating func keepFindings(
        about isMeant: (ResourceAddress) -> Bool, sources: Set<ResourceAddress>
    ) {
        blocks.removeAll { block in
            let addresses = [block.address, block.hindered].compactMap(\.self)
            return !addresses.isEmpty && !addresses.contains(where: isMeant)
        }
        notes.removeAll { $0.address.map { !isMeant($0) } ?? false }
        withheld.removeAll { $0.address.map { !isMeant($0) } ?? false }
        diagnostics.removeAll { $0.address.map { !isMeant($0) && !sources.contains($0) } ?? false }
    }
}

extension PlannedChange {
    /// What every plan takes up, however partial: a volume that a stopped run has left offline is put back online by
    /// whatever runs next. Nil when nothing was left open.
    fileprivate var closingWindow: PlannedChange? {
        guard case .updateAppInstance(var change) = change,
            let window = change.differences.first(where: \.isInterruptedWindow)
        else {
            return nil
        }
        change.differences = [window]
        change.markerAfter = change.markerBefore.closed
        let closing = Change.updateAppInstance(change)
        return PlannedChange(change: closing, steps: closing.work.steps)
    }
}

extension Block {
    fileprivate init(_ problem: AddressProblem) {
        switch problem {
        case .unknown, .outside: self.init(.notFound, nil, problem.message, hint: problem.hint)
        case .ambiguous: self.init(.ambiguous, nil, problem.message, hint: problem.hint)
        }
    }
}
