import Planning
import StorageModel
import TestSupport
import Testing

/// Each guard trips, and each can be overridden.
@Suite struct GuardTests {
    private static let keys = (1...12).map { ResourceKey("vol\($0)") }

    private func stack(size: Int = 10, changing count: Int = 0) -> DesiredState {
        var desired = DesiredState(stack: "sample")
        desired.appInstances = Self.keys.enumerated().map { index, key in
            var app = SampleStack.volume(key, size: index < count ? size + 1 : size)
            app.storageInstances[0].attachment = nil
            return app
        }
        return desired
    }

    private func applied() async throws -> ModelArray {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(stack())
        return array
    }

    private func codes(
        _ desired: DesiredState, _ options: PlanningOptions = PlanningOptions()
    ) async throws -> [Block.Code] {
        try await applied().plan(desired, options).blocks.map(\.code)
    }

    private func removing(_ count: Int, _ action: Removal.Action = .delete) -> DesiredState {
        var desired = stack()
        desired.appInstances.removeFirst(count)
        desired.removals = Self.keys.prefix(count).map { Removal(.volume($0), action) }
        return desired
    }

    @Test func deletionsNeedANumber() async throws {
        #expect(try await codes(removing(2)) == [.maxDeletes])
        #expect(try await codes(removing(2), PlanningOptions(maxDeletes: 1)) == [.maxDeletes])
        #expect(try await codes(removing(2), PlanningOptions(maxDeletes: 2)) == [])
        #expect(try await codes(removing(2, .trash)) == [.maxDeletes])
        #expect(try await codes(removing(2, .forget)) == [])
        var desired = removing(2)
        desired.guards.maxDeletes = Declared(2)
        #expect(try await codes(desired) == [])
        #expect(try await codes(desired, PlanningOptions(maxDeletes: 1)) == [.maxDeletes])
    }

    @Test func theMessageHoldsTheOverride() async throws {
        let block = try #require(try await applied().plan(removing(2)).blocks.first)
        #expect(block.wayOut.contains("--max-deletes 2") && block.wayOut.contains("guards: {max_deletes: 2}"))
        let updates = try #require(try await applied().plan(stack(changing: 5)).blocks.first)
        #expect(updates.wayOut.contains("--max-update-pct 42"))
        #expect(try await codes(stack(changing: 5), PlanningOptions(maxUpdatePercent: 42)) == [])
    }

    @Test func tooManyUpdatesAreRefused() async throws {
        #expect(try await codes(stack(changing: 3)) == [])
        #expect(try await codes(stack(changing: 4)) == [.maxUpdates])
        var desired = stack(changing: 4)
        desired.guards.maxUpdatePercent = Declared(34)
        #expect(try await codes(desired) == [])
    }

    @Test func aSmallStackMayChangeAsAWhole() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(200) } }
        #expect(try await array.plan(desired).blocks.isEmpty)
    }

    @Test func anEmptyManifestIsRefusedForAStackThatHasVolumes() async throws {
        var desired = removing(12)
        desired.guards.maxUpdatePercent = Declared(100)
        #expect(try await codes(desired, PlanningOptions(maxDeletes: 12)) == [.emptyManifest])
        #expect(try await codes(desired, PlanningOptions(maxDeletes: 12, allowsEmpty: true)) == [])
        let fresh = ModelArray(ObservedState(cluster: SampleStack.cluster))
        #expect(try await fresh.plan(DesiredState(stack: "sample")).blocks.isEmpty)
    }

    @Test func anotherClusterIsRefusedUnlessItIsNamed() async throws {
        var desired = stack()
        desired.cluster = Declared("00000000-0000-4000-8000-000000000000")
        #expect(try await codes(desired) == [.otherCluster])
        #expect(try await codes(desired, PlanningOptions(cluster: SampleStack.cluster.uuid)) == [])
    }

    @Test func capacityWarnsAndRefusesOnlyWhereTheManifestSaysSo() async throws {
        let capacity = ArrayCapacity(
            total: Gibibytes(1000), available: Gibibytes(50), provisioned: Gibibytes(950))
        var desired = SampleStack.desired()
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster, capacity: capacity))
        let plan = try await array.plan(desired)
        #expect(plan.blocks.isEmpty && plan.warnings.map(\.code) == [.capacity])
        #expect(plan.warnings[0].message.contains("300 GiB"))
        desired.guards.maxProvisionedPercent = Declared(100)
        #expect(try await array.plan(desired).blocks.map(\.code) == [.capacity])
        desired.guards.maxProvisionedPercent = Declared(125)
        #expect(try await array.plan(desired).blocks.isEmpty)
    }

    @Test func anExpiredIgnoreWarnsAndComparesAgain() async throws {
        var desired = stack(changing: 1)
        desired.ignores = [
            IgnoreRule(
                pattern: "volume/vol*", fields: .size, until: CalendarDate(year: 2026, month: 12, day: 31),
                reason: "by hand")
        ]
        let array = try await applied()
        let last = PlanningOptions(today: CalendarDate(year: 2026, month: 12, day: 31))
        let plan = try await array.plan(desired, last)
        #expect(plan.warnings.isEmpty && plan.changes.allSatisfy { $0.change.isRecordOnly })
        let expired = try await array.plan(
            desired, PlanningOptions(today: CalendarDate(year: 2027, month: 1, day: 1)))
        #expect(expired.warnings.map(\.code) == [.expiredIgnore] && expired.changes.count == 1)
    }

    /// For the limits as they are: whatever else is removed, what was refused stays refused.
    @Test(arguments: UInt64(1)...60) func moreRemovalsNeverTurnARefusalIntoConsent(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let array = try await applied()
        let options = PlanningOptions(
            maxDeletes: generator.pick([0, 2, 5]), maxUpdatePercent: generator.pick([10, 30]))
        var desired = stack(changing: Int.random(in: 0...8, using: &generator))
        var wasRefused = false
        while !desired.appInstances.isEmpty {
            let isRefused = try await !array.plan(desired, options).blocks.isEmpty
            #expect(isRefused || !wasRefused, "\(desired.removals.count) removals")
            wasRefused = isRefused
            let gone = desired.appInstances.remove(at: Int.random(in: desired.appInstances.indices, using: &generator))
            desired.removals.append(Removal(.volume(gone.key), generator.pick([.forget, .trash, .delete])))
        }
    }
}

extension Change {
    /// Whether nothing but markers changes.
    fileprivate var isRecordOnly: Bool {
        guard case .updateAppInstance(let change) = self else { return false }
        return change.differences.count == 1 && change.markerBefore != change.markerAfter
            && fields.map(\.path) == ["marker"]
    }
}
