import Diagnostics
import Planning
import StorageModel
import TestSupport
import Testing

/// Clones: one POST, then what separates the copy from the manifest, access last.
@Suite struct ClonePlanTests {
    private static let copy = ResourceKey("rehearsal")

    private static func desired(
        size: Int = 150, replicas: Int = 3, of origin: CloneOrigin = .declared(SampleStack.key)
    ) -> DesiredState {
        var desired = SampleStack.desired()
        var app = SampleStack.volume(copy, size: size, replicas: replicas)
        app.origin = Declared(origin)
        desired.appInstances.append(app)
        return desired
    }

    @Test func aCloneIsExtendedAndLimitedAndOnlyThenOpened() async throws {
        let array = try await SampleStack.applied()
        let plan = try await array.converge(Self.desired(replicas: 4))
        #expect(
            plan.graph.steps.map(\.id) == [
                "volume/rehearsal:clone", "volume/rehearsal:resize storage-1/volume-1",
                "volume/rehearsal:set qos storage-1/volume-1", "volume/rehearsal:note origin",
                "volume/rehearsal:take offline", "volume/rehearsal:set replica_count storage-1/volume-1",
                "volume/rehearsal:set chap storage-1", "volume/rehearsal:set acl storage-1", "volume/rehearsal:record",
            ])
        #expect(plan.risk == .safe)
        #expect(try await array.plan(Self.desired(replicas: 4)).isEmpty)
        let live = await array.state.appInstances[1]
        #expect(live.metadata == ["da.clone": "sample ledger"])
        #expect(live.marker?.flags.isBeingBuilt == false && live.adminState == .online)
    }

    @Test func keyValuesOfACloneAreInThePlanThatMakesIt() async throws {
        let array = try await SampleStack.applied()
        var desired = Self.desired()
        desired.appInstances[1].metadata = ["description": Declared("Rehearsal"), "team": Declared("payments")]
        let plan = try await array.converge(desired)
        #expect(plan.graph.steps.map(\.id).contains("volume/rehearsal:set metadata"))
        let paths = plan.changes.flatMap { $0.change.fields }.map(\.path)
        #expect(paths.contains("description") && paths.contains("metadata.team"), "\(paths)")
        #expect(await array.state.appInstances[1].metadata?["team"] == "payments")
        #expect(try await array.plan(desired).isEmpty)
        let drift = DriftAnalysis().report(desired, against: await array.state)
        #expect(drift.entries.isEmpty)
    }

    /// Killed after any of its steps: the next plan does the rest, and nobody is let in before the end.
    @Test func aHalfBuiltCloneIsFinishedWithAccessLast() async throws {
        let whole = try await SampleStack.applied().plan(Self.desired(replicas: 4))
        for count in 1..<whole.graph.steps.count {
            let array = try await SampleStack.applied()
            for step in whole.graph.steps.prefix(count) { try await array.perform(step) }
            let half = await array.state.appInstances[1]
            #expect(half.marker?.flags.isBeingBuilt == true)
            let isOpen = whole.graph.steps.prefix(count).contains { $0.id.contains(":set acl") }
            #expect(half.initiators.isEmpty == !isOpen)
            let rest = try await array.converge(Self.desired(replicas: 4))
            #expect(rest.risk == .safe && rest.graph.steps.last?.id == "volume/rehearsal:record", "after \(count)")
            #expect(try await array.plan(Self.desired(replicas: 4)).isEmpty, "after \(count)")
            let drift = DriftAnalysis().report(Self.desired(), against: try await array.observe(tenants: [.root]))
            #expect(!drift.hasDrift)
        }
    }

    @Test func aHalfBuiltCloneIsNoDriftAndCountsForNoGuard() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        var desired = Self.desired()
        desired.appInstances += (1...10).map { SampleStack.volume(ResourceKey("other-\($0)")) }
        let whole = try await array.plan(desired)
        for step in whole.graph.steps {
            try await array.perform(step)
            if step.id == "volume/rehearsal:clone" { break }
        }
        let rest = whole.graph.steps.filter { $0.id.hasSuffix(":create") }
        for step in rest { _ = try? await array.perform(step) }
        let report = DriftAnalysis().report(desired, against: try await array.observe(tenants: [.root]))
        #expect(!report.hasDrift && report.entries.map(\.kind) == [.pending])
        let plan = try await array.plan(desired, PlanningOptions(maxUpdatePercent: 0))
        #expect(plan.blocks.isEmpty && plan.changes.map(\.address) == [.volume(Self.copy)])
    }

    @Test func moreReplicasThanDeclaredAreKept() async throws {
        let array = try await SampleStack.applied()
        let plan = try await array.converge(Self.desired(replicas: 2))
        let notes = plan.changes.flatMap(\.change.fields).filter { $0.path == "replica_count" }.map(\.note)
        #expect(notes == ["of its source; a clone cannot have 2"])
        #expect(await array.state.appInstances[1].storageInstances[0].volumes[0].replicaCount == 3)
        #expect(try await array.plan(Self.desired(replicas: 2)).isEmpty)
    }

    @Test func aChainIsMadeInOrderWhateverTheOrderOfTheManifest() async throws {
        var desired = Self.desired(size: 100, of: .snapshot(of: ResourceKey("middle"), name: .named("now")))
        var middle = SampleStack.volume(ResourceKey("middle"), size: 100)
        middle.origin = Declared(.declared(SampleStack.key))
        middle.snapshots = [DesiredSnapshot(name: "now")]
        desired.appInstances.append(middle)
        for apps in [desired.appInstances, desired.appInstances.reversed()] {
            desired.appInstances = apps
            let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
            let ids = try await array.converge(desired).graph.steps.map(\.id)
            let marks = [
                "volume/ledger:create", "volume/middle:clone", "volume/middle:record", "snapshot/middle@now:take",
                "volume/rehearsal:clone", "volume/rehearsal:record",
            ].map { ids.firstIndex(of: $0) ?? -1 }
            #expect(marks == marks.sorted() && !marks.contains(-1), "\(ids)")
            #expect(try await array.plan(desired).isEmpty)
        }
    }

    @Test func aCloneWaitsForTheChangesOfItsSource() async throws {
        var desired = Self.desired(size: 300)
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(300) } }
        let plan = try await SampleStack.applied().plan(desired)
        #expect(plan.graph.dependencies(of: "volume/rehearsal:clone").contains("volume/ledger:record"))
        #expect(!plan.graph.steps.contains { $0.id == "volume/rehearsal:resize storage-1/volume-1" })
    }

    @Test func whatCannotBeClonedIsAnErrorAtItsPlace() async throws {
        func messages(_ desired: DesiredState) async throws -> [String] {
            let plan = try await SampleStack.applied().plan(desired)
            #expect(plan.isEmpty && plan.diagnostics.allSatisfy { $0.hint != nil })
            return plan.diagnostics.map(\.message)
        }
        #expect(
            try await messages(Self.desired(size: 99)) == [
                "volume/rehearsal cannot be 99 GiB: ledger has 100 GiB, and a clone cannot be smaller"
            ])
        #expect(
            try await messages(Self.desired(of: .existing("nothing"))) == [
                "volume/rehearsal cannot be created: tenant `/root` has no app instance `nothing` to clone"
            ])
        #expect(
            try await messages(Self.desired(of: .snapshot(of: SampleStack.key, name: .named("x")))) == [
                "volume/ledger has no snapshot `x`, and no snapshot of that name is declared"
            ])
        var other = Self.desired()
        other.appInstances[1].storageInstances[0].name = "disk"
        #expect(
            try await messages(other) == [
                "volume/rehearsal names its volumes disk/volume-1, but a clone keeps the names of its source: "
                    + "storage-1/volume-1"
            ])
    }

    @Test func oneInAnotherTenantIsNamedWithItsTenant() async throws {
        let array = try await SampleStack.applied()
        await array.edit {
            $0.tenants.append(ObservedTenant(path: TenantPath("other")))
            $0.appInstances.append(
                ObservedAppInstance(tenant: TenantPath("other"), id: "o", name: "golden", storageInstances: []))
        }
        let plan = try await array.plan(Self.desired(of: .existing("golden")))
        #expect(plan.diagnostics.map(\.hint) == ["write `tenant: other`"])
    }

    @Test func anotherSourceThanTheOneItWasMadeOfIsAWarning() async throws {
        let array = try await SampleStack.applied()
        try await array.converge(Self.desired())
        await array.edit {
            var other = $0.appInstances[0]
            other.id = "other-id"
            other.name = "golden"
            other.describe(as: nil)
            $0.appInstances.append(other)
        }
        let plan = try await array.plan(Self.desired(of: .existing("golden")))
        #expect(plan.isEmpty && plan.warnings.map(\.code) == [.originChanged])
        #expect(try await array.plan(Self.desired()).warnings.isEmpty)
        // An array that forgets where its clones came from.
        await array.edit { $0.appInstances[1].cloneSource = nil }
        #expect(try await array.plan(Self.desired()).warnings.isEmpty)
    }

    @Test func aCloneOfWhatIsThereAlreadyIsAWarning() async throws {
        let array = try await SampleStack.applied()
        var desired = Self.desired()
        desired.appInstances[1].origin = nil
        try await array.converge(desired)
        let plan = try await array.plan(Self.desired())
        #expect(plan.isEmpty && plan.warnings.map(\.code) == [.originChanged])
        #expect(plan.warnings.allSatisfy { $0.message.contains("was not made as a clone") })
    }

    /// A clone of what is taken and not written down would be a clone of something that may be taken anew.
    @Test func aCloneOfASnapshotWaitsUntilItIsWrittenDown() async throws {
        var desired = Self.desired(of: .snapshot(of: SampleStack.key, name: .named("now")))
        desired.edit { $0.snapshots = [DesiredSnapshot(name: "now")] }
        for array in [try await SampleStack.applied(), ModelArray(ObservedState(cluster: SampleStack.cluster))] {
            let graph = try await array.plan(desired).graph
            #expect(graph.dependencies(of: "volume/rehearsal:clone").contains("snapshot/ledger@now:confirm"))
        }
    }

    /// What the template makes is read first: it decides what is to be copied.
    @Test(arguments: [CloneOrigin.declared(SampleStack.key), .snapshot(of: SampleStack.key, name: .named("now"))])
    func whatATemplateIsYetToMakeCanBeCloned(origin: CloneOrigin) async throws {
        var state = ObservedState(cluster: SampleStack.cluster)
        state.templates[TemplateReference(tenant: .root, name: "small")] = AppTemplate(storageInstances: [
            StorageInstanceContent(
                name: "storage-1", volumes: [VolumeContent(name: "volume-1", size: Gibibytes(10), replicaCount: 2)])
        ])
        var desired = Self.desired(size: 40, of: origin)
        desired.edit { app in
            app.template = DesiredTemplate(name: Declared("small"), size: Declared(Gibibytes(20)))
            app.storageInstances = []
            app.snapshots = [DesiredSnapshot(name: "now")]
        }
        let array = ModelArray(state)
        let plan = try await array.converge(desired)
        #expect(plan.diagnostics.isEmpty && plan.blocks.isEmpty)
        let sizes = await array.state.appInstances.map { $0.storageInstances[0].volumes[0].size }
        #expect(sizes == [Gibibytes(20), Gibibytes(40)])
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func aSourceOfSeveralVolumesIsSaidToBeNoVolume() async throws {
        let array = try await SampleStack.applied()
        await array.edit {
            var wide = $0.appInstances[0]
            wide.id = "wide-id"
            wide.name = "wide"
            wide.describe(as: nil)
            wide.storageInstances[0].volumes.append(VolumeContent(name: "logs", size: Gibibytes(2), replicaCount: 2))
            $0.appInstances.append(wide)
        }
        let plan = try await array.plan(Self.desired(of: .existing("wide")))
        #expect(
            plan.diagnostics.map(\.message) == [
                "volume/rehearsal is one volume, and existing wide has several: storage-1/logs, storage-1/volume-1"
            ])
        #expect(plan.diagnostics.allSatisfy { $0.hint?.contains("`adopt`") == true })
    }

    /// Else it would be made of what is not there.
    @Test(arguments: [
        PlanScope.only([AddressPattern("volume/rehearsal")]), .allBut([AddressPattern("volume/ledger")]),
    ])
    func aCloneOfWhatCannotBeMadeStopsAPartialPlanToo(scope: PlanScope) async throws {
        var desired = Self.desired()
        desired.edit { app in app.editVolume { $0.placement = Declared(DesiredPlacement(mode: .hybrid)) } }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        let plan = try await array.plan(desired, PlanningOptions(scope: scope))
        #expect(plan.diagnostics.count == 1)
    }

    @Test func aPartialPlanTakesTheSourceAlong() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        let options = PlanningOptions(scope: .only([AddressPattern("volume/rehearsal")]))
        let plan = try await array.plan(Self.desired(), options)
        #expect(plan.blocks.isEmpty && plan.changes.contains { $0.address == .volume(SampleStack.key) })
    }
}

extension ObservedAppInstance {
    fileprivate var initiators: Set<InitiatorName> { storageInstances[0].initiators }
}
