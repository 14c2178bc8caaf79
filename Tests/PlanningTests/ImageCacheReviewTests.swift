import Planning
import StorageModel
import TestSupport
import Testing

/// What an approval of a plan with cached images covers, and what `image cache prune` plans.
@Suite struct ImageCacheReviewTests {
    private typealias Sample = ImageCacheSample

    private static let both = Sample.desired(Sample.volume("boot"), Sample.volume("data"))

    /// An array with the cached image, and the plan of its second volume.
    private func approvedClone() async throws -> (ModelArray, PlanRecord) {
        let array = Sample.array()
        try await array.converge(Sample.desired(Sample.volume("boot")))
        return (array, PlanRecord(try await array.plan(Self.both)))
    }

    @Test func anApprovedCloneNamesItsSourceAndItsContent() async throws {
        let (array, record) = try await approvedClone()
        let cached = try #require(await array.cached.first)
        let change = try #require(record.changes.first { $0.address == "volume/data" })
        #expect(change.copyOf?.uuid == cached.app.id && change.copyOf?.image == "\(cached.content)")
        var other = record
        other.changes = record.changes.map { change in
            var change = change
            change.copyOf?.image = "another"
            return change
        }
        #expect(other.computedDigest != record.digest)
    }

    @Test func theDigestTellsAFillACloneAndAWriteApart() async throws {
        let volume = Sample.volume("boot")
        let fill = PlanRecord(try await Sample.array().plan(Sample.desired(volume)))
        let write = PlanRecord(try await Sample.array().plan(Sample.desired(volume, cache: nil)))
        let array = Sample.array()
        var other = Sample.volume("boot")
        other.name = Declared("other-boot")
        try await array.converge(Sample.desired(other, stack: "other"))
        let clone = PlanRecord(try await array.plan(Sample.desired(volume)))
        #expect(Set([fill.digest, write.digest, clone.digest]).count == 3)
        #expect(clone.changes.allSatisfy { !$0.address.hasPrefix("cached_image/") })
    }

    /// Between the approval and the apply somebody prunes the cache, fills it anew, or opens the volume.
    @Test func anApprovedCloneDoesNotBecomeAnotherThing() async throws {
        for mishap in ["pruned", "filled anew", "opened"] {
            let (array, approved) = try await approvedClone()
            if mishap == "opened" {
                await array.editCached { $0.storageInstances[0].initiators = [SampleStack.host] }
            } else {
                await array.edit { state in state.appInstances.removeAll { CachedVolume($0) != nil } }
            }
            if mishap == "filled anew" {
                var other = Sample.volume("boot")
                other.name = Declared("other-boot")
                try await array.converge(Sample.desired(other, stack: "other"))
            }
            let stale = StalenessCheck(approved).staleObjects(in: try await array.plan(Self.both))
            #expect(stale.contains { $0.address == "volume/data" }, "\(mishap): \(stale)")
        }
    }

    /// Another stack has filled the same cached volume while this plan waited for its approval: there is less to do.
    @Test func anApprovedFillMayBeDoneByAnotherStack() async throws {
        let array = Sample.array()
        let desired = Sample.desired(Sample.volume("boot"))
        let approved = PlanRecord(try await array.plan(desired))
        var other = Sample.volume("boot")
        other.name = Declared("other-boot")
        try await array.converge(Sample.desired(other, stack: "other"))
        let fresh = try await array.plan(desired)
        #expect(fresh.written == [] && fresh.cloned == ["volume/boot"])
        #expect(StalenessCheck(approved).staleObjects(in: fresh) == [])
    }

    @Test func aFillThatWasStoppedIsCoveredByTheSameApproval() async throws {
        let desired = Sample.desired(Sample.volume("boot"))
        let plan = try await Sample.array().plan(desired)
        for stop in 1..<plan.graph.steps.count {
            let array = Sample.array()
            for step in try await array.plan(desired).graph.steps.prefix(stop) { try await array.perform(step) }
            let fresh = try await array.plan(desired)
            let stale = StalenessCheck(PlanRecord(plan)).staleObjects(in: fresh)
            #expect(stale == [], "after \(stop) steps: \(stale)")
        }
    }

    struct Prune: Sendable {
        var request: ImagePruneRequest
        /// The sizes of those that go.
        var sizes: [Int]
    }

    /// Three cached volumes: 10 GiB with two clones, 5 GiB with one, 3 GiB with none.
    @Test(arguments: [
        Prune(request: ImagePruneRequest(), sizes: [3, 5, 10]),
        Prune(request: ImagePruneRequest(onlyUnused: true), sizes: [3]),
        Prune(request: ImagePruneRequest(keep: 1), sizes: [3, 5]),
        Prune(request: ImagePruneRequest(keep: 2), sizes: [3]),
        Prune(request: ImagePruneRequest(onlyUnused: true, keep: 3), sizes: []),
        Prune(request: ImagePruneRequest(keep: 9), sizes: []),
    ])
    func pruningTakesThoseWithTheFewestClones(_ test: Prune) async throws {
        let array = Sample.array()
        for size in [10, 5, 3] {
            try await array.converge(
                Sample.desired(Sample.volume("of-\(size)", size: size), stack: "stack-\(size)"))
        }
        let desired = Sample.desired(
            Sample.volume("of-10", size: 10), Sample.volume("more", size: 12), stack: "stack-10")
        try await array.converge(desired)
        await array.edit { state in state.appInstances.removeAll { $0.name == "of-3" } }
        let options = PlanningOptions(intent: .pruneImages(test.request), maxDeletes: 3)
        let cache = DesiredState(stack: ImageCache.owner)
        let plan = try await array.converge(cache, options)
        #expect(plan.blocks == [])
        let gone = plan.changes.compactMap { $0.change.work.liveAppInstance?.storageInstances[0].volumes[0].size.count }
        #expect(gone.sorted() == test.sizes)
        #expect(plan.risk == (test.sizes.isEmpty ? .safe : .destructive))
        #expect(await array.cached.count == 3 - test.sizes.count)
        #expect(try await array.plan(cache, options).isEmpty)
        #expect(await array.state.appInstances.contains { $0.name == "more" })
    }

    @Test func pruningIsCountedAndRefusedWhereItWouldHarm() async throws {
        let array = Sample.array()
        try await array.converge(Sample.desired(Sample.volume("boot")))
        let cache = DesiredState(stack: ImageCache.owner)
        func codes(_ limit: Int?) async throws -> [Block.Code] {
            try await array.plan(
                cache, PlanningOptions(intent: .pruneImages(ImagePruneRequest()), maxDeletes: limit)
            ).blocks.map(\.code)
        }
        #expect(try await codes(nil) == [.maxDeletes])
        #expect(try await codes(1) == [])
        await array.editCached { $0.targets["storage-1"] = ObservedTarget(activeInitiators: [SampleStack.host]) }
        #expect(try await codes(1) == [.connected])
        await array.editCached { $0.targets = [:] }
        await array.edit { state in
            for index in state.appInstances.indices where state.appInstances[index].cloneSource != nil {
                state.appInstances[index].isSeeding = true
            }
        }
        #expect(try await codes(1) == [.clonesSeeding])
    }
}
