import Diagnostics
import Planning
import StorageModel
import TestSupport
import Testing

/// Declared snapshots: taken once, and gone only when somebody says so.
@Suite struct SnapshotPlanTests {
    private static let allowed = PlanningOptions(maxDeletes: 9)
    private static let volume = VolumeReference(
        storage: StorageInstanceReference(
            app: AppInstanceReference(tenant: .root, id: "1e52946a-0000-4000-8000-000000000001"), name: "storage-1"),
        name: "volume-1")

    private static func desired(_ names: String...) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit { $0.snapshots = names.map { DesiredSnapshot(name: $0) } }
        return desired
    }

    private static func removing(_ name: SnapshotName) -> DesiredState {
        var desired = SampleStack.desired()
        desired.removals = [Removal(.snapshot(of: SampleStack.key, name: name), .delete)]
        return desired
    }

    /// The one volume's snapshots, edited behind everybody's back.
    private func edit(_ array: ModelArray, _ body: @escaping @Sendable (inout [ObservedSnapshot]) -> Void) async {
        await array.edit { body(&$0.appInstances[0][snapshotsOf: 0, 0]) }
    }

    /// `python3 -c 'import uuid; …uuid5(NAMESPACE, "1e52946a-…/storage-1/volume-1/before-upgrade")'` gives the same.
    @Test func theUUIDIsMadeOfTheAppInstanceTheVolumeAndTheName() {
        let id = Self.volume.storage.app.id
        let named = NamedSnapshot(owner: .volume(Self.volume), name: "before-upgrade")
        #expect(named.uuid(in: id) == "b8bf18e6-9c38-541e-8bb8-0d6afcb1afbf")
        let group = NamedSnapshot(owner: .appInstance(Self.volume.storage.app), name: "before-upgrade")
        #expect(group.uuid(in: id) != named.uuid(in: id))
        #expect(
            UUIDv5.make(namespace: "6ba7b810-9dad-11d1-80b4-00c04fd430c8", name: "www.example.com")
                == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test func aSnapshotIsTakenOnceAndThenThePlanIsEmpty() async throws {
        let array = try await SampleStack.applied()
        let plan = try await array.converge(Self.desired("one", "two"))
        #expect(
            plan.graph.steps.map(\.id) == [
                "snapshot/ledger@one:announce", "snapshot/ledger@one:take", "snapshot/ledger@one:confirm",
                "snapshot/ledger@two:announce", "snapshot/ledger@two:take", "snapshot/ledger@two:confirm",
            ])
        #expect(plan.risk == .safe)
        let again = try await array.plan(Self.desired("one", "two"))
        #expect(again.isEmpty && again.blocks.isEmpty && again.metadataNeeded.isEmpty)
    }

    @Test func oneThatSomebodyHasDeletedIsNeverTakenAgain() async throws {
        let array = try await SampleStack.applied()
        try await array.converge(Self.desired("one"))
        await edit(array) { $0 = [] }
        let plan = try await array.plan(Self.desired("one"))
        #expect(plan.isEmpty && plan.blocks.map(\.code) == [.snapshotGone])
        #expect(plan.blocks[0].hint.contains("removed: [{from: snapshot/ledger@one, action: delete}]"))
        // The way out that it names.
        let removal = try await array.converge(Self.removing(.named("one")), Self.allowed)
        #expect(removal.graph.steps.map(\.id) == ["snapshot/ledger@one:forget"] && removal.risk == .safe)
        #expect(try await array.plan(Self.removing(.named("one"))).isEmpty)
        #expect(try await array.plan(Self.desired("one")).graph.steps.count == 3)
    }

    @Test func oneThatWasAskedForAndNeverTakenIsTaken() async throws {
        let array = try await SampleStack.applied()
        await array.edit {
            $0.appInstances[0].metadata = ["da.snap.one": "asked"]
            $0.isAfterInterruption = true
        }
        try await array.converge(Self.desired("one"))
        #expect(await array.state.appInstances[0].allSnapshots.count == 1)
        #expect(await array.state.appInstances[0].metadata == ["da.snap.one": "taken"])
    }

    /// Killed between any two of its steps, the next run goes on without a word from anybody.
    @Test(arguments: 0...3) func aRunThatWasKilledBetweenItsStepsIsFinishedByTheNext(steps: Int) async throws {
        let array = try await SampleStack.applied()
        let whole = try await array.plan(Self.desired("one"))
        for step in whole.graph.steps.prefix(steps) { try await array.perform(step) }
        await array.edit { $0.isAfterInterruption = true }
        let rest = try await array.converge(Self.desired("one"))
        #expect(rest.blocks.isEmpty && rest.risk == .safe)
        #expect(await array.state.appInstances[0].metadata == ["da.snap.one": "taken"])
        #expect(await array.state.appInstances[0].allSnapshots.count == 1)
        #expect(try await array.plan(Self.desired("one")).isEmpty)
    }

    /// Nobody was told that there is one, and nothing of this plan relied on it; once it is written down, that is over.
    @Test func oneThatSomebodyHasDeletedBeforeItWasWrittenDownIsTakenOfTheSameData() async throws {
        var desired = Self.desired("one")
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(500) } }
        for (steps, isTaken) in [(2, true), (3, false)] {
            let array = try await SampleStack.applied()
            let whole = try await array.plan(desired)
            #expect(whole.graph.steps.prefix(3).map(\.id).last == "snapshot/ledger@one:confirm")
            for step in whole.graph.steps.prefix(steps) { try await array.perform(step) }
            await edit(array) { $0 = [] }
            await array.edit { $0.isAfterInterruption = true }
            let rest = try await array.plan(desired)
            #expect(rest.graph.steps.contains { $0.id == "snapshot/ledger@one:take" } == isTaken)
            #expect(rest.blocks.map(\.code) == (isTaken ? [] : [.snapshotGone]))
        }
    }

    /// 2,048 bytes for all metadata of a volume together (dsp-api.md 2.14).
    @Test(arguments: [true, false]) func moreSnapshotsThanTheirKeysHaveRoomForAreAnErrorAtTheirLine(isThere: Bool)
        async throws
    {
        let array = isThere ? try await SampleStack.applied() : ModelArray(ObservedState(cluster: SampleStack.cluster))
        if isThere {
            await array.edit { $0.appInstances[0].metadata = ["host": String(repeating: "h", count: 96)] }
        }
        func desired(_ count: Int) -> DesiredState {
            var desired = SampleStack.desired()
            desired.edit {
                // 8 for `da.snap.`, 50 for the name, 5 for `taken`; 100 for what is there or declared.
                if !isThere { $0.metadata = ["host": Declared(String(repeating: "h", count: 96))] }
                $0.snapshots = (0..<count).map { number in
                    let digits = number < 10 ? "0\(number)" : "\(number)"
                    return DesiredSnapshot(
                        name: String(repeating: "n", count: 48) + digits,
                        location: SourceLocation(file: "stack.yaml", line: number, column: 3))
                }
            }
            return desired
        }
        #expect((2_048 - 100) / 63 == 30)
        #expect(try await array.plan(desired(30)).diagnostics.isEmpty)
        let plan = try await array.plan(desired(31))
        #expect(plan.diagnostics.count == 1 && !plan.graph.steps.contains { $0.id.hasPrefix("snapshot/") })
        #expect(plan.diagnostics.first?.location?.line == 30)
        #expect(plan.diagnostics.first?.message.contains("2053 bytes of metadata") == true, "\(plan.diagnostics)")
        #expect(plan.diagnostics.first?.hint?.contains("30 of its 31") == true)
    }

    @Test func keyValuesAreReadOnlyWhereASnapshotIsMissing() async throws {
        let array = try await SampleStack.applied()
        var desired = Self.desired("one")
        desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
        let missing = Planner().plan(desired, against: try await array.observe(tenants: [.root]))
        #expect(missing.metadataNeeded == [await array.state.appInstances[0].reference])
        try await array.converge(desired)
        let present = Planner().plan(desired, against: try await array.observe(tenants: [.root]))
        #expect(present.isEmpty && present.metadataNeeded.isEmpty)
    }

    @Test func itIsTakenBeforeItsVolumeChangesAndAfterItIsMade() async throws {
        var desired = Self.desired("one")
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        let first = try await array.converge(desired)
        #expect(first.graph.steps.map(\.id).prefix(3).last == "snapshot/ledger@one:announce")
        desired.edit {
            $0.snapshots.append(DesiredSnapshot(name: "two"))
            $0.editVolume {
                $0.size.value = Gibibytes(500)
                $0.replicaCount?.value = 5
            }
        }
        let second = try await array.plan(desired)
        let ids = second.graph.steps.map(\.id)
        #expect(
            ids.prefix(3) == [
                "snapshot/ledger@two:announce", "snapshot/ledger@two:take", "snapshot/ledger@two:confirm",
            ])
        #expect(ids.last == "volume/ledger:record")
        for step in second.graph.steps where step.address == .volume(SampleStack.key) && step.stage < .finish {
            #expect(second.graph.dependencies(of: step.id).contains("snapshot/ledger@two:confirm"), "\(step.id)")
        }
    }

    @Test func removingOneFreesItsNameAndTakesThreeYeses() async throws {
        let array = try await SampleStack.applied()
        try await array.converge(Self.desired("one", "two"))
        let desired = Self.removing(.named("one"))
        #expect(try await array.plan(desired).blocks.map(\.code) == [.maxDeletes])
        let plan = try await array.converge(desired, Self.allowed)
        #expect(plan.risk == .destructive)
        #expect(await array.state.appInstances[0].allSnapshots.count == 1)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func oneThatAPolicyHasTakenIsNamedByItsTime() async throws {
        let array = try await SampleStack.applied()
        await edit(array) { $0 = [ObservedSnapshot(timestamp: "1446076384.00607846", uuid: "u")] }
        let name = try #require(SnapshotName("1446076384.00607846"))
        let plan = try await array.converge(Self.removing(name), Self.allowed)
        #expect(plan.graph.steps.map(\.id) == ["snapshot/ledger@1446076384.00607846:delete"])
        #expect(await array.state.appInstances[0].allSnapshots.count == 0)
    }

    @Test func whatMustStayStays() async throws {
        let array = try await SampleStack.applied()
        try await array.converge(Self.desired("one"))
        func codes(
            _ edit: @escaping (inout DesiredState) -> Void = { _ in },
            _ live: @escaping @Sendable (inout ObservedState) -> Void
        ) async throws -> [Block.Code] {
            let copy = ModelArray(await array.state)
            await copy.edit(live)
            var desired = Self.removing(.named("one"))
            edit(&desired)
            return try await copy.plan(desired, Self.allowed).blocks.map(\.code)
        }
        #expect(try await codes { _ in } == [])
        #expect(
            try await codes {
                let descr = $0.appInstances[0].descr?.replacing(" c", with: " pc")
                $0.appInstances[0].describe(as: descr)
            } == [.protected])
        #expect(try await codes({ $0.edit { $0.manage = .noDelete } }, { _ in }) == [.manageForbids])
        #expect(
            try await codes {
                let id = $0.appInstances[0].id
                $0.appInstances.append(
                    ObservedAppInstance(
                        tenant: .root, id: "c", name: "clone", cloneSource: id, isSeeding: true, storageInstances: []))
            } == [.clonesSeeding])
    }

    @Test func ofWhatIsNotTheStacksNothingIsTaken() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].describe(as: nil) }
        let plan = try await array.plan(Self.desired("one"))
        #expect(plan.isEmpty && plan.notes.contains { $0.text.contains("its snapshots are not taken") })
        var observing = Self.desired("one")
        observing.edit { $0.manage = .observe }
        let other = try await SampleStack.applied().plan(observing)
        #expect(other.isEmpty && other.notes.contains { $0.text.contains("snapshots not taken: one") })
    }

    @Test func ofAnAppInstanceDeclaredAsSuchTheWholeIsTaken() async throws {
        var desired = Self.desired("all")
        desired.edit { $0.address = .appInstance($0.key) }
        let array = try await SampleStack.applied()
        try await array.converge(desired)
        #expect(await array.state.appInstances[0].groupSnapshots.count == 1)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func aMissingSnapshotIsToldAsDrift() async throws {
        let array = try await SampleStack.applied()
        let report = DriftAnalysis().report(Self.desired("one"), against: try await array.observe(tenants: [.root]))
        #expect(report.entries.map(\.address.description) == ["snapshot/ledger@one"])
        #expect(report.entries.map(\.kind) == [.absent])
    }
}
