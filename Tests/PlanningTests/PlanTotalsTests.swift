import Planning
import StorageModel
import TestSupport
import Testing

/// What a plan says it comes to is what is there when it has been applied.
@Suite struct PlanTotalsTests {
    @Test(arguments: QuickTests.seeds(60)) func whatIsThereAfterwardsIsWhatWasSaid(seed: UInt64) async throws {
        var stacks = RandomStack(seed: seed)
        var state = ObservedState(cluster: RandomStack.cluster)
        state.capacity = ArrayCapacity(
            total: Gibibytes(1_000_000), available: Gibibytes(900_000), provisioned: Gibibytes(5_000))
        let array = ModelArray(state)
        for _ in 1...4 {
            var desired = stacks.next()
            for index in desired.appInstances.indices {
                desired.appInstances[index].volumeType = ["gold", "bulk", nil][index % 3]
            }
            let plan = try await array.plan(desired)
            for step in plan.graph.steps { try await array.perform(step) }
            let next = try await array.plan(desired).totals
            #expect(next.counts.isEmpty)
            #expect(shares(next.tenants, \.now) == shares(plan.totals.tenants, \.after))
            #expect(shares(next.types, \.now) == shares(plan.totals.types, \.after))
            let grown = plan.totals.tenants.reduce(0) { $0 + $1.after.provisionedGib - $1.now.provisionedGib }
            let array = try #require(plan.totals.array)
            #expect(array.provisionedAfterGib - array.provisionedNowGib == grown && array.provisionedNowGib == 5_000)
            #expect(plan.totals.counts.reduce(0) { $0 + $1.count } == plan.changes.count)
        }
    }

    private func shares(
        _ shares: [StorageShare], _ side: KeyPath<StorageShare, StorageAmount>
    ) -> [String?: StorageAmount] {
        var result: [String?: StorageAmount] = [:]
        for share in shares where share[keyPath: side] != StorageAmount() { result[share.name] = share[keyPath: side] }
        return result
    }

    @Test func replicasCountInWhatIsProvisionedAndNotInTheSize() async throws {
        let plan = try await ModelArray(ObservedState(cluster: SampleStack.cluster)).plan(SampleStack.desired())
        #expect(plan.totals.array == nil, "the array does not say how full it is")
        #expect(plan.totals.tenants.map(\.after.sizeGib) == [100])
        #expect(plan.totals.tenants.map(\.after.provisionedGib) == [300])
        #expect(plan.totals.counts.map(\.kind) == ["volume", "initiator"])
    }

    @Test func whatIsDeletedIsFreedAndWhatIsInTheTrashIsNot() async throws {
        for (action, after) in [(Removal.Action.delete, 0), (.trash, 300), (.forget, 300)] {
            var desired = SampleStack.desired()
            desired.appInstances = []
            desired.removals = [Removal(.volume(SampleStack.key), action)]
            let plan = try await SampleStack.applied().plan(desired, PlanningOptions(maxDeletes: 1, allowsEmpty: true))
            #expect(plan.totals.tenants.map(\.after.provisionedGib) == [after], "\(action)")
            #expect(plan.totals.types.map(\.after.volumes) == [0])
        }
    }

    @Test func theDigestIsNotOverTotals() async throws {
        var desired = SampleStack.desired()
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        let before = PlanRecord(try await array.plan(desired)).digest
        desired.appInstances[0].volumeType = "gold"
        await array.edit { state in
            state.capacity = ArrayCapacity(
                total: Gibibytes(1_000), available: Gibibytes(1_000), provisioned: Gibibytes(0))
        }
        let plan = try await array.plan(desired)
        #expect(PlanRecord(plan).digest == before)
        #expect(plan.totals.types.map(\.name) == ["gold"] && plan.totals.array != nil)
    }
}
