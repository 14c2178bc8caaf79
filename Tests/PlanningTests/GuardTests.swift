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
        #expect(block.hint.contains("--max-deletes 2") && block.hint.contains("guards: {max_deletes: 2}"))
        let updates = try #require(try await applied().plan(stack(changing: 5)).blocks.first)
        #expect(updates.hint.contains("--max-update-pct 42"))
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

    /// For the limits as they are: whatever else is removed, volumes or parts of them, what was refused stays refused.
    @Test(.thorough, arguments: QuickTests.seeds(60)) func moreRemovalsNeverTurnARefusalIntoConsent(seed: UInt64)
        async throws
    {
        var generator = SeededGenerator(seed: seed)
        var desired = stack()
        for index in desired.appInstances.indices where index.isMultiple(of: 2) {
            desired.appInstances[index].address = .appInstance(desired.appInstances[index].key)
            desired.appInstances[index].storageInstances[0].volumes.append(
                DesiredVolume(name: "extra", size: Declared(Gibibytes(1)), replicaCount: Declared(3)))
        }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        let options = PlanningOptions(
            maxDeletes: generator.pick([0, 2, 5]), maxUpdatePercent: generator.pick([10, 30]))
        for index in 0..<Int.random(in: 0...8, using: &generator) {
            desired.appInstances[index].editVolume { $0.size.value = Gibibytes(11) }
        }
        var wasRefused = false
        while !desired.appInstances.isEmpty {
            let isRefused = try await !array.plan(desired, options).blocks.isEmpty
            #expect(isRefused || !wasRefused, "\(desired.removals.count) removals")
            wasRefused = isRefused
            desired.removeSomething(&generator)
        }
    }
}

extension DesiredState {
    /// A volume, or a part of one, that was wanted so far.
    fileprivate mutating func removeSomething(_ generator: inout SeededGenerator) {
        let index = Int.random(in: appInstances.indices, using: &generator)
        if appInstances[index].storageInstances[0].volumes.count > 1, generator.chance(50) {
            let part = appInstances[index].storageInstances[0].volumes.removeLast()
            appInstances[index].removedParts = [
                PartRemoval(.volume(VolumePath(storage: "storage-1", volume: part.name)))
            ]
        } else {
            let gone = appInstances.remove(at: index)
            // To forget what was to lose a part would be a removal less.
            let actions: [Removal.Action] = gone.removedParts.isEmpty ? [.forget, .trash, .delete] : [.trash, .delete]
            removals.append(Removal(.volume(gone.key), generator.pick(actions)))
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
