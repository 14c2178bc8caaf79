import Planning
import StorageModel
import TestSupport
import Testing

/// Partial plans: what they take up, what they leave out, and that they say so.
@Suite struct ScopeTests {
    private static let payments = TenantPath("payments")

    /// A tenant with an initiator, a group and a volume that need each other in turn, and a volume that needs nothing.
    private static let desired: DesiredState = {
        var desired = DesiredState(stack: "sample")
        desired.tenants = [DesiredTenant(path: payments)]
        desired.initiators = [
            DesiredInitiator(
                address: .initiator("db-01", tenant: nil), tenant: payments, iqn: SampleStack.host, label: "db-01")
        ]
        desired.initiatorGroups = [
            DesiredInitiatorGroup(
                address: .initiatorGroup("hosts", tenant: nil), tenant: payments, name: "hosts",
                members: Declared([SampleStack.host]))
        ]
        var orders = SampleStack.volume(ResourceKey("orders"))
        orders.tenant = payments
        orders.storageInstances[0].attachment = DesiredAttachment(groups: ["hosts"])
        let scratch = ["a", "b"].map { member in
            var volume = SampleStack.volume(ResourceKey("scratch", member: member))
            volume.name = Declared("scratch-\(member)")
            volume.storageInstances[0].attachment = nil
            return volume
        }
        desired.appInstances = [orders] + scratch
        return desired
    }()

    private func plan(_ scope: PlanScope, on array: ModelArray? = nil, _ desired: DesiredState = desired) async throws
        -> Plan
    {
        let array = array ?? ModelArray(ObservedState(cluster: SampleStack.cluster))
        return try await array.plan(desired, PlanningOptions(scope: scope, maxDeletes: 9, maxUpdatePercent: 100))
    }

    private func addresses(_ plan: Plan) -> [String] { plan.changes.map(\.address.description) }

    private func only(_ patterns: String...) -> PlanScope { .only(patterns.map { AddressPattern($0) }) }

    private func allBut(_ patterns: String...) -> PlanScope { .allBut(patterns.map { AddressPattern($0) }) }

    @Test func aTargetBringsWithItWhatItNeeds() async throws {
        let plan = try await plan(only("volume/orders"))
        #expect(
            addresses(plan) == ["tenant/payments", "initiator/db-01", "initiator_group/hosts", "volume/orders"])
        #expect(plan.leftOutCount == 2 && plan.blocks.isEmpty)
    }

    @Test(arguments: ["volume/scratch", "volume/scratch[*]", "volume/s*"])
    func aTargetMayBeSeveral(pattern: String) async throws {
        #expect(addresses(try await plan(only(pattern))) == ["volume/scratch[a]", "volume/scratch[b]"])
    }

    @Test func whatNeedsTheExcludedIsExcludedToo() async throws {
        #expect(addresses(try await plan(allBut("tenant/payments"))) == ["volume/scratch[a]", "volume/scratch[b]"])
        #expect(try await plan(allBut("volume/orders")).changes.count == 5)
    }

    @Test func aPartialPlanRemovesNothing() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.desired)
        var fewer = Self.desired
        fewer.appInstances.removeLast()
        fewer.removals = [Removal(.volume(ResourceKey("scratch", member: "b")), .delete)]
        #expect(try await plan(.everything, on: array, fewer).changes.map(\.change.kind) == [.delete])
        for scope in [only("volume/scratch[b]"), allBut("volume/orders")] {
            let partial = try await plan(scope, on: array, fewer)
            #expect(partial.isEmpty && partial.leftOutCount == 1)
        }
    }

    @Test func whatNeedsARemovalCannotBeDoneByItself() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.desired)
        var renamed = Self.desired
        renamed.appInstances.removeLast()
        renamed.removals = [Removal(.volume(ResourceKey("scratch", member: "b")), .delete)]
        renamed.appInstances[1].name = Declared("scratch-b")
        let partial = try await plan(only("volume/scratch[a]"), on: array, renamed)
        #expect(partial.blocks.map(\.code) == [.leftOut])
    }

    @Test func aMisspeltTargetIsSaid() async throws {
        for scope in [only("volume/order"), allBut("tenant/paiments")] {
            #expect(try await plan(scope).blocks.map(\.code) == [.notFound])
        }
    }

    @Test func blocksOfOthersDoNotConcernATarget() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.desired)
        var dropped = Self.desired
        dropped.appInstances.removeLast()
        dropped.appInstances[0].editVolume { $0.size.value = Gibibytes(500) }
        #expect(try await plan(.everything, on: array, dropped).blocks.map(\.code) == [.orphaned])
        let partial = try await plan(only("volume/orders"), on: array, dropped)
        #expect(partial.blocks.isEmpty && addresses(partial) == ["volume/orders"])
        #expect(try await plan(only("volume/scratch"), on: array, dropped).blocks.map(\.code) == [.orphaned])
    }

    /// Nothing is made of a key that may be another one's new name, and a target must not pass for done.
    @Test func aTargetThatMayBeAnOldVolumeIsBlocked() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.desired)
        var renamed = Self.desired
        renamed.appInstances[0].key = ResourceKey("purchases")
        renamed.appInstances[0].address = .volume(ResourceKey("purchases"))
        for scope in [only("volume/purchases"), only("volume/orders"), allBut("volume/orders")] {
            #expect(try await plan(scope, on: array, renamed).blocks.map(\.code) == [.renamed])
        }
        #expect(try await plan(only("volume/scratch"), on: array, renamed).blocks.isEmpty)
    }

    @Test func whatIsWrongWithOthersDoesNotConcernAPartialPlan() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.desired)
        var shrunk = Self.desired
        shrunk.appInstances[0].editVolume { $0.size.value = Gibibytes(500) }
        shrunk.appInstances[1].editVolume { $0.size.value = Gibibytes(1) }
        #expect(try await plan(.everything, on: array, shrunk).blocks.map(\.code) == [.cannotReduce])
        for scope in [only("volume/orders"), allBut("volume/scratch")] {
            let partial = try await plan(scope, on: array, shrunk)
            #expect(partial.blocks.isEmpty && addresses(partial) == ["volume/orders"])
        }
        for scope in [only("volume/scratch"), allBut("volume/orders")] {
            #expect(try await plan(scope, on: array, shrunk).blocks.map(\.code) == [.cannotReduce])
        }
    }

    /// A volume cannot be made in a tenant that is not there, whatever part of the plan it is.
    @Test func aTenantThatIsMissingConcernsEveryPartialPlan() async throws {
        var desired = Self.desired
        desired.tenants = []
        #expect(try await plan(only("volume/orders"), desired).diagnostics.count == 1)
    }

    @Test(arguments: QuickTests.seeds(20))
    func everyPartialPlanCanBeCarriedOutByItself(seed: UInt64) async throws {
        var stacks = RandomStack(seed: seed)
        var generator = SeededGenerator(seed: seed)
        let array = ModelArray(ObservedState(cluster: RandomStack.cluster))
        try await array.converge(stacks.next())
        let desired = stacks.next()
        for _ in 1...3 {
            let key = "volume/key\(Int.random(in: 1...8, using: &generator))"
            let scope = generator.chance(50) ? only(key) : allBut(key)
            let partial = try await array.plan(desired, PlanningOptions(scope: scope))
            guard partial.blocks.isEmpty else { continue }
            for step in partial.graph.steps { try await array.perform(step) }
            #expect(try await array.plan(desired, PlanningOptions(scope: scope)).isEmpty, "\(scope), seed \(seed)")
        }
    }
}
