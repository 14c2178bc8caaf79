import Planning
import StorageModel
import TestSupport
import Testing

/// What must hold for every stack; seeds are printed by the argument's name when one fails.
@Suite struct PlanPropertyTests {
    @Test(arguments: QuickTests.seeds(60)) func applyingAPlanLeavesNothingToPlan(seed: UInt64) async throws {
        var stacks = RandomStack(seed: seed)
        let array = ModelArray(ObservedState(cluster: RandomStack.cluster))
        for _ in 1...4 {
            let desired = stacks.next()
            let plan = try await array.plan(desired)
            #expect(plan.diagnostics.isEmpty && plan.blocks.isEmpty)
            for step in plan.graph.steps { try await array.perform(step) }
            let second = try await array.plan(desired)
            #expect(second.isEmpty && second.blocks.isEmpty, "\(second.changes.map(\.change.fields))")
        }
    }

    @Test(arguments: QuickTests.seeds(40)) func planningIgnoresTheOrderOfItsInputs(seed: UInt64) async throws {
        var stacks = RandomStack(seed: seed)
        let array = ModelArray(ObservedState(cluster: RandomStack.cluster))
        try await array.converge(stacks.next())
        let desired = stacks.next()
        let observed = try await array.observe(tenants: desired.tenantsInUse)
        let expected = Planner().plan(desired, against: observed)
        var generator = SeededGenerator(seed: seed)
        var otherDesired = desired
        otherDesired.appInstances.shuffle(using: &generator)
        otherDesired.initiators.shuffle(using: &generator)
        otherDesired.initiatorGroups.shuffle(using: &generator)
        otherDesired.tenants.shuffle(using: &generator)
        var otherObserved = observed
        otherObserved.appInstances.shuffle(using: &generator)
        otherObserved.tenants.shuffle(using: &generator)
        for tenant in otherObserved.initiators.keys { otherObserved.initiators[tenant]?.shuffle(using: &generator) }
        #expect(Planner().plan(otherDesired, against: otherObserved) == expected)
    }

    @Test(arguments: QuickTests.seeds(40)) func noSafeStepTakesAnythingOfflineOrForcesIt(seed: UInt64) async throws {
        var stacks = RandomStack(seed: seed)
        let array = ModelArray(ObservedState(cluster: RandomStack.cluster))
        try await array.converge(stacks.next())
        for step in try await array.plan(stacks.next()).graph.steps where step.risk == .safe {
            if case .call(.updateAppInstance(_, let update)) = step.action {
                #expect(update.adminState != .offline && !update.force)
            }
        }
    }

    @Test func everyStepComesAfterThoseItWaitsFor() async throws {
        var stacks = RandomStack(seed: 7)
        let graph = try await ModelArray(ObservedState(cluster: RandomStack.cluster)).plan(stacks.next(volumes: 40))
            .graph
        var seen: Set<String> = []
        for step in graph.steps {
            #expect(graph.dependencies(of: step.id).isSubset(of: seen))
            seen.insert(step.id)
        }
    }
}
