import Diagnostics
import Planning
import StorageModel
import TestSupport
import Testing

/// The image cache: when a volume is a clone of a cached one, when the cache is filled, and who may see what meanwhile.
@Suite struct ImageCacheTests {
    private typealias Sample = ImageCacheSample

    @Test func theFirstVolumeOfAnImageFillsTheCacheAndIsItsClone() async throws {
        let plan = try await Sample.array().plan(Sample.desired(Sample.volume("boot")))
        let ids = plan.graph.steps.map(\.id)
        let cached = try #require(plan.changes.first { "\($0.address)".hasPrefix("cached_image/") })
        #expect("\(cached.address)".hasPrefix("cached_image/abababababab.10GiB."))
        #expect(
            ids.filter { $0.hasPrefix("cached_image/") }.map { $0.split(separator: ":").last ?? "" } == [
                "create", "note image", "write image", "record",
            ])
        #expect(plan.written == ["\(cached.address)"] && plan.cloned == ["volume/boot"])
        // The clone is made of what is complete, and is opened last.
        let clone = try #require(ids.firstIndex(of: "volume/boot:clone"))
        let record = try #require(ids.firstIndex(of: "\(cached.address):record"))
        #expect(record < clone)
        #expect(try #require(ids.firstIndex(of: "volume/boot:set acl storage-1")) > clone)
        guard case .call(.createAppInstance(let spec)) = cached.steps.first?.action else {
            Issue.record("no POST: \(ids)")
            return
        }
        #expect(spec.marker.stack == ImageCache.owner && spec.accessControlMode == .denyAll)
        #expect(spec.storageInstances.allSatisfy { $0.initiators.isEmpty && $0.groups.isEmpty })
        let flags = spec.marker.flags
        #expect(flags.isProtected && flags.isBeingBuilt && flags.isImageUnfinished)
    }

    @Test func aLaterVolumeIsACloneAndNothingIsWritten() async throws {
        let array = Sample.array()
        let first = Sample.volume("boot")
        try await array.converge(Sample.desired(first))
        var second = Sample.volume("data", size: 25)
        second.editVolume { $0.qos = DesiredQoS(limits: [.totalIOPS: Declared(.at(700))]) }
        let desired = Sample.desired(first, second)
        let plan = try await array.converge(desired)
        #expect(plan.written == [] && plan.cloned == ["volume/data"])
        #expect(!plan.graph.steps.contains { $0.id.hasPrefix("initiator/") })
        let live = try #require(await array.state.owned(ResourceKey("data"), by: "sample")).app
        let volume = live.storageInstances[0].volumes[0]
        #expect(volume.size == Gibibytes(25) && volume.performance?[.totalIOPS] == .at(700))
        #expect(live.metadata?[MetadataKey.image] == "sample \(Sample.image)")
        #expect(await array.state.clones(of: try #require(await array.cached.first)) == 2)
        let again = try await array.plan(desired)
        #expect(again.isEmpty && again.notes.isEmpty, "\(again.changes) \(again.notes)")
    }

    @Test func severalNewVolumesShareOneOfTheSmallestSize() async throws {
        let array = Sample.array()
        let desired = Sample.desired(
            Sample.volume("alpha", size: 40), Sample.volume("beta", size: 20), Sample.volume("gamma", size: 30))
        let plan = try await array.converge(desired)
        #expect(plan.written.count == 1 && plan.cloned.count == 3)
        #expect(await array.cached.map(\.size) == [Gibibytes(20)])
        #expect(try await array.plan(desired).isEmpty)
        // A smaller one cannot be a clone of it, and larger ones are clones of the largest that fits.
        let more = Sample.desired(
            Sample.volume("alpha", size: 40), Sample.volume("beta", size: 20), Sample.volume("gamma", size: 30),
            Sample.volume("delta", size: 15))
        #expect(try await array.converge(more).written.count == 1)
        #expect(await array.cached.map(\.size).sorted() == [Gibibytes(15), Gibibytes(20)])
    }

    struct Written: Sendable {
        var volume: DesiredAppInstance
        var cache: DesiredImageCache?
        var note: String?
    }

    /// Written from the file, with the reason, though a cached volume of the image is there.
    @Test(arguments: [
        Written(
            volume: Sample.volume("data", image: DesiredImage(file: "a.qcow2")), cache: .on(),
            note: "needs its `checksum`"),
        Written(
            volume: Sample.volume("data", image: DesiredImage(file: "a.qcow2", checksum: .sums("SUMS"))), cache: .on(),
            note: "needs its `checksum`"),
        Written(volume: Sample.volume("data"), cache: nil, note: nil),
        Written(volume: Sample.volume("data"), cache: DesiredImageCache(isEnabled: Declared(false)), note: nil),
        Written(
            volume: Sample.volume("data", size: 5), cache: .on(volumes: 1),
            note: "the image cache has 1 volumes, and `max_volumes` is 1; `image cache prune` makes room"),
        Written(
            volume: Sample.volume("data", size: 5), cache: .on(size: 14),
            note: "the image cache would have 15 GiB, and `max_size` is 14 GiB"),
        Written(
            volume: Sample.volume("data", replicas: 2),
            cache: .on(type: CachedVolumeType(replicaCount: Declared(3))), note: "it has 2 replicas, and cached"),
    ])
    func whatCannotBeCachedIsWritten(to test: Written) async throws {
        let array = Sample.array()
        let first = Sample.volume("boot")
        try await array.converge(Sample.desired(first))
        let plan = try await array.plan(Sample.desired(first, test.volume, cache: test.cache))
        #expect(plan.written == ["volume/data"] && plan.cloned == [], "\(plan.graph.steps.map(\.id))")
        let texts = plan.notes.filter { $0.address == test.volume.address }.map(\.text)
        #expect(texts.count == (test.note == nil ? 0 : 1))
        if let note = test.note { #expect(texts.first?.contains(note) == true, "\(texts)") }
    }

    struct Tampering: Sendable {
        var name: String
        var change: @Sendable (inout ObservedAppInstance) -> Void
    }

    /// What an initiator may have written to is not cloned.
    @Test(arguments: [
        Tampering(name: "lets initiators in") { $0.storageInstances[0].initiators = [SampleStack.host] },
        Tampering(name: "initiators are connected") {
            $0.targets["storage-1"] = ObservedTarget(activeInitiators: [SampleStack.host])
        },
        Tampering(name: "is offline") { $0.adminState = .offline },
        Tampering(name: "still being copied") { $0.isSeeding = true },
        Tampering(name: "was changed on the array") { $0.storageInstances[0].volumes[0].replicaCount = 4 },
        Tampering(name: "not a volume of the image cache") { $0.ownership = .none },
    ])
    func aCachedVolumeThatWasTouchedIsNotCloned(by tampering: Tampering) async throws {
        let array = Sample.array()
        let first = Sample.volume("boot")
        try await array.converge(Sample.desired(first))
        let name = try #require(await array.cached.first).app.name
        await array.edit { state in
            for index in state.appInstances.indices where state.appInstances[index].name == name {
                tampering.change(&state.appInstances[index])
            }
        }
        let plan = try await array.plan(Sample.desired(first, Sample.volume("data")))
        #expect(plan.cloned == [] && plan.written == ["volume/data"])
        #expect(plan.notes.contains { $0.text.contains(tampering.name) }, "\(plan.notes)")
    }

    /// Stopped after each step in turn: nobody is let in to a volume without its image, no clone is made of a cached volume
    /// that is not complete, and the next run completes the same one.
    @Test func aFillThatIsStoppedAnywhereIsTakenUp() async throws {
        let desired = Sample.desired(Sample.volume("boot"))
        let count = try await Sample.array().plan(desired).graph.steps.count
        for stop in 0..<count {
            let array = Sample.array()
            var isComplete = false
            for step in try await array.plan(desired).graph.steps.prefix(stop) {
                if step.id.hasSuffix(":clone") { #expect(isComplete, "after \(stop) steps") }
                try await array.perform(step)
                isComplete = await array.cached.contains(where: \.isComplete)
            }
            let isClosed = await array.state.appInstances.allSatisfy { app in
                app.storageInstances.allSatisfy { $0.initiators.isEmpty }
            }
            #expect(isClosed || isComplete, "after \(stop) steps")
            let plan = try await array.converge(desired)
            #expect(isComplete ? plan.written == [] : plan.written.count == 1, "after \(stop) steps")
            #expect(await array.cached.map(\.isComplete) == [true])
            let again = try await array.plan(desired)
            #expect(again.isEmpty && again.notes.isEmpty, "after \(stop) steps: \(again.changes) \(again.notes)")
        }
    }

    /// An unfinished one is of no use to a manifest that no longer names its image, and does not stand in its way.
    @Test func anUnfinishedCachedVolumeThatNobodyNeedsIsLeftAlone() async throws {
        let array = Sample.array()
        for step in try await array.plan(Sample.desired(Sample.volume("boot"))).graph.steps
        where step.id.hasSuffix(":create") {
            try await array.perform(step)
        }
        #expect(await array.cached.map(\.isComplete) == [false])
        let plan = try await array.converge(Sample.desired(Sample.volume("boot", image: nil)))
        #expect(plan.written == [] && plan.blocks == [])
        #expect(await array.cached.count == 1)
        var clone = Sample.volume("copy", image: nil)
        clone.origin = Declared(.existing(try #require(await array.cached.first).app.name))
        let refused = try await array.plan(Sample.desired(Sample.volume("boot", image: nil), clone))
        #expect(refused.diagnostics.map(\.message).contains { $0.contains("is not written to the end") })
    }

    @Test func everyStackRecognisesTheCacheAndNoneRemovesIt() async throws {
        let array = Sample.array()
        try await array.converge(Sample.desired(Sample.volume("boot")))
        var other = Sample.volume("boot")
        other.name = Declared("other-boot")
        let plan = try await array.converge(Sample.desired(other, stack: "other"))
        #expect(plan.written == [] && plan.cloned == ["volume/boot"])
        var empty = Sample.desired(stack: "other")
        empty.removals = [Removal(.volume(ResourceKey("boot")), .delete)]
        let removal = try await array.plan(empty, PlanningOptions(maxDeletes: 5, allowsEmpty: true))
        #expect(removal.changes.map { "\($0.address)" } == ["volume/boot"], "\(removal.blocks)")
        let drift = DriftAnalysis().report(
            Sample.desired(other, stack: "other"), against: try await array.observe(tenants: [.root]))
        #expect(drift.entries.isEmpty && drift.unmanaged.isEmpty, "\(drift.entries)")
    }
}

extension DesiredImageCache {
    static func on(volumes: Int? = nil, size: Int? = nil, type: CachedVolumeType? = nil) -> DesiredImageCache {
        DesiredImageCache(
            isEnabled: Declared(true), volumeType: type, maxVolumes: volumes.map { Declared($0) },
            maxSize: size.map { Declared(Gibibytes($0)) })
    }
}
