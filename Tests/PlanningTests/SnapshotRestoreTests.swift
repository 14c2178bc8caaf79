import Planning
import StorageModel
import TestSupport
import Testing

/// `snapshot restore`: what it does, in which order, what it refuses, and how a stopped one goes on.
@Suite struct SnapshotRestoreTests {
    private static func desired() -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit { $0.snapshots = [DesiredSnapshot(name: "before")] }
        return desired
    }

    private static func options(_ name: String = "before", safety: Bool = true, disrupts: Bool = false)
        -> PlanningOptions
    {
        PlanningOptions(
            intent: .restoreSnapshot(
                SnapshotRestoreRequest(
                    key: SampleStack.key, name: SnapshotName(name) ?? .named(name), keepsSafety: safety,
                    allowsDisruption: disrupts)), maxDeletes: safety ? nil : 1)
    }

    private static func array() async throws -> ModelArray {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired())
        return array
    }

    @Test func itIsOneWindowWithASafetySnapshotInside() async throws {
        let array = try await Self.array()
        let plan = try await array.converge(Self.desired(), Self.options())
        #expect(
            plan.graph.steps.map(\.id) == [
                "volume/ledger:take offline", "snapshot/ledger@before:save", "snapshot/ledger@before:restore",
                "volume/ledger:bring online",
            ])
        #expect(plan.risk == .safe && plan.graph.steps[0].undo != nil)
        let live = await array.state.appInstances[0]
        #expect(live.adminState == .online && live.marker?.flags.hasOpenWindow == false && live.allSnapshots.count == 2)
        #expect(try await array.plan(Self.desired()).isEmpty)
        let proof = PlanningOptions(intent: Self.options().intent.proof)
        #expect(try await array.plan(Self.desired(), proof).isEmpty)
        // Asked for again, it is a new one with a new safety snapshot.
        try await array.converge(Self.desired(), Self.options())
        #expect(await array.state.appInstances[0].allSnapshots.count == 3)
    }

    /// However many of its steps were done.
    @Test(arguments: 1...3)
    func aStoppedOneGoesOnWhereItWas(after count: Int) async throws {
        let array = try await Self.array()
        for step in try await array.plan(Self.desired(), Self.options()).graph.steps.prefix(count) {
            try await array.perform(step)
        }
        let rest = try await array.converge(Self.desired(), Self.options())
        #expect(
            rest.graph.steps.first?.id
                == (count == 1 ? "snapshot/ledger@before:save" : "snapshot/ledger@before:restore"))
        let live = await array.state.appInstances[0]
        #expect(live.adminState == .online && live.marker?.flags.hasOpenWindow == false && live.allSnapshots.count == 2)
    }

    @Test func withoutASafetySnapshotItIsDestructive() async throws {
        let array = try await Self.array()
        let plan = try await array.converge(Self.desired(), Self.options(safety: false))
        #expect(plan.risk == .destructive && plan.graph.steps.count == 3)
        #expect(await array.state.appInstances[0].allSnapshots.count == 1)
    }

    @Test func withoutASafetySnapshotItCountsAsADeletion() async throws {
        var options = Self.options(safety: false)
        options.maxDeletes = nil
        let plan = try await Self.array().plan(Self.desired(), options)
        #expect(plan.blocks.map(\.code) == [.maxDeletes])
    }

    @Test func whatAPersonTookOfflineStaysOffline() async throws {
        let array = try await Self.array()
        await array.edit { $0.appInstances[0].adminState = .offline }
        let plan = try await array.converge(Self.desired(), Self.options())
        #expect(plan.graph.steps.count == 2)
        #expect(await array.state.appInstances[0].adminState == .offline)
    }

    @Test func laterSnapshotsAndTimesAreShown() async throws {
        var desired = Self.desired()
        desired.edit { $0.snapshots.append(DesiredSnapshot(name: "later")) }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        let plan = try await array.plan(desired, Self.options())
        let fields = Dictionary(uniqueKeysWithValues: plan.changes[0].change.fields.map { ($0.path, $0) })
        #expect(fields["data"]?.to == .text("2020-09-13 12:26:40 UTC"))
        #expect(fields["later snapshots"]?.to == .list(["2020-09-13 12:26:41 UTC"]))
        #expect(fields["size"]?.from == .size(Gibibytes(100)))
    }

    @Test func laterSnapshotsOfTheWholeAreShownToo() async throws {
        let array = try await Self.array()
        let whole = ObservedSnapshot(timestamp: "1600000100.0", uuid: "whole")
        await array.edit { $0.appInstances[0].groupSnapshots = [whole] }
        let fields = try await array.plan(Self.desired(), Self.options()).changes[0].change.fields
        #expect(fields.first { $0.path == "later snapshots" }?.to == .list([whole.takenAt]))
    }

    @Test func itIsRefusedWhereItWouldHarm() async throws {
        let array = try await Self.array()
        func codes(
            _ options: PlanningOptions = Self.options(), _ edit: @escaping @Sendable (inout ObservedState) -> Void
        ) async throws -> [Block.Code] {
            let copy = ModelArray(await array.state)
            await copy.edit(edit)
            return try await copy.plan(Self.desired(), options).blocks.map(\.code)
        }
        #expect(try await codes { _ in } == [])
        #expect(try await codes(Self.options("unknown")) { _ in } == [.notFound])
        #expect(try await codes { $0.appInstances = [] } == [.notFound])
        #expect(try await codes { $0.appInstances[0].describe(as: "Somebody's") } == [.notFound])
        let connected: @Sendable (inout ObservedState) -> Void = {
            $0.appInstances[0].logIn([SampleStack.host])
        }
        #expect(try await codes(Self.options(), connected) == [.connected])
        #expect(try await codes(Self.options(disrupts: true), connected) == [])
        for flag in ["p", "b"] {
            let codes = try await codes {
                let descr = $0.appInstances[0].descr?.replacing(" c", with: " \(flag)c")
                $0.appInstances[0].describe(as: descr)
            }
            #expect(codes == [flag == "p" ? .protected : .inUse])
        }
        #expect(
            try await codes {
                $0.appInstances[0][snapshotsOf: 0, 0][0].isAvailable = false
            } == [.inUse])
        #expect(
            try await codes {
                let id = $0.appInstances[0].id
                $0.appInstances.append(
                    ObservedAppInstance(
                        tenant: .root, id: "c", name: "clone", cloneSource: id, isSeeding: true, storageInstances: []))
            } == [.clonesSeeding])
    }
}
