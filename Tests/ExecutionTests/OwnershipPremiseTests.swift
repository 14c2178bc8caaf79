import Diagnostics
import Execution
import Planning
import StorageModel
import TestSupport
import Testing

/// No step acts on ownership that is no longer true.
@Suite struct OwnershipPremiseTests {
    /// A plan that ends with a step that harms, on an array where one volume is the stack's and one is nobody's.
    struct Deed: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var desired: DesiredState
        var intent = PlanningOptions.Intent.converge
        /// The steps that look first, by what they do.
        var looking: [String]
    }

    private static let ledger = Removal.Target.volume(SampleStack.key)

    private static func stack(_ edit: (inout DesiredAppInstance) -> Void = { _ in }) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit { $0.snapshots = [DesiredSnapshot(name: "before")] }
        desired.edit(edit)
        return desired
    }

    private static func without(_ action: Removal.Action) -> DesiredState {
        var desired = SampleStack.desired()
        desired.appInstances = [SampleStack.volume(ResourceKey("other"))]
        desired.removals = [
            Removal(ledger, action), Removal(.snapshot(of: SampleStack.key, name: .named("before")), .delete),
        ]
        return desired
    }

    /// What goes takes its snapshots with it, so there must be none that the plan does not know.
    @Test func aSnapshotThatWasTakenMeanwhileStopsADeletion() async throws {
        let array = try await SampleStack.applied()
        let live = try #require(await array.state.appInstances.first)
        var now = live
        now[snapshotsOf: 0, 0] = [
            ObservedSnapshot(timestamp: "1600000000.5", uuid: "taken-since")
        ]
        let premises = try await array.plan(Self.without(.delete)).graph.steps.compactMap(\.premise)
        #expect(premises.count == 2)
        for premise in premises {
            #expect(premise.objection(to: live) == nil)
            #expect(premise.objection(to: now)?.contains("has a snapshot taken since it was planned") == true)
        }
        // The trash keeps them.
        for premise in try await array.plan(Self.without(.trash)).graph.steps.compactMap(\.premise) {
            #expect(premise.objection(to: now) == nil)
        }
    }

    static let deeds: [Deed] = [
        Deed(testDescription: "delete", desired: without(.delete), looking: ["delete", "take offline", "delete"]),
        Deed(testDescription: "trash", desired: without(.trash), looking: ["delete", "trash"]),
        Deed(
            testDescription: "forget", desired: stack(), intent: .remove([Removal(ledger, .forget)]),
            looking: ["forget"]),
        Deed(
            testDescription: "window", desired: stack { $0.editVolume { $0.replicaCount?.value = 5 } },
            looking: ["take offline"]),
        Deed(
            testDescription: "restore", desired: stack(),
            intent: .restoreSnapshot(SnapshotRestoreRequest(key: SampleStack.key, name: .named("before"))),
            looking: ["take offline", "restore"]),
        Deed(
            testDescription: "extend, retype and detach online",
            desired: stack {
                $0.editVolume {
                    $0.size.value = Gibibytes(200)
                    $0.placement = Declared(DesiredPlacement(policy: "all-flash"))
                }
                $0.storageInstances[0].attachment = nil
            }, looking: []),
    ]

    private static func options(_ deed: Deed) -> PlanningOptions {
        PlanningOptions(intent: deed.intent, maxDeletes: 9, maxUpdatePercent: 100)
    }

    private static func array() async throws -> ModelArray {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(stack())
        return array
    }

    private static func take(_ array: ModelArray, for stack: String) async {
        await array.edit { state in
            var marker = Marker(stack: stack, key: ResourceKey("theirs"), mask: .size, hash: "0123456789ab")
            marker.flags = state.appInstances[0].marker?.flags ?? Marker.Flags()
            state.appInstances[0].ownership = .marked(marker)
            state.appInstances[0].descr = marker.description
        }
    }

    @Test(arguments: deeds) func whatHarmsLooksFirstAndNothingElseDoes(_ deed: Deed) async throws {
        let plan = try await Self.array().plan(deed.desired, Self.options(deed))
        #expect(plan.blocks.isEmpty, "\(plan.blocks)")
        let looking = plan.graph.steps.filter { $0.premise != nil }.map { String($0.id.split(separator: ":")[1]) }
        #expect(looking.sorted() == deed.looking.sorted(), "\(plan.graph.steps.map(\.id))")
    }

    @Test(arguments: deeds.filter { !$0.looking.isEmpty })
    func whatIsSomebodyElsesByNowIsNotTouched(_ deed: Deed) async throws {
        let array = try await Self.array()
        let graph = try await array.plan(deed.desired, Self.options(deed)).graph
        await Self.take(array, for: "thief")
        let theirs = await array.state.appInstances[0]
        let summary = await Executor(array).run(graph)
        #expect(await array.state.appInstances[0].descr == theirs.descr)
        #expect(await array.state.appInstances[0].adminState == theirs.adminState)
        #expect(await array.state.appInstances[0].name == theirs.name)
        #expect(await array.state.appInstances[0].allSnapshots == theirs.allSnapshots)
        let messages = summary.failed.map { "\($0.failure)" }
        #expect(!messages.isEmpty && messages.allSatisfy { $0.contains("volume/theirs of stack thief") }, "\(messages)")
        #expect(summary.windowsLeftOpen.isEmpty)
    }

    @Test func whatIsGoneByNowIsAsGoodAsDeleted() async throws {
        let array = try await Self.array()
        let deed = Self.deeds[0]
        let graph = try await array.plan(deed.desired, Self.options(deed)).graph
        let delete = try #require(graph.steps.last { $0.id == "volume/ledger:delete" })
        await array.edit { $0.appInstances.removeAll { $0.name == "ledger" } }
        let summary = await Executor(array).run(try StepGraph([delete], dependencies: [:]))
        #expect(summary.isComplete)
    }

    /// Two stacks that adopt what is nobody's: the second sees the first one's marker.
    @Test(arguments: [true, false]) func whatIsAdoptedIsStillAsItWasSeen(isTaken: Bool) async throws {
        let array = try await SampleStack.applied()
        await array.edit {
            $0.appInstances[0].ownership = .none
            $0.appInstances[0].descr = "by hand"
        }
        let options = PlanningOptions(intent: .adopt([AdoptionRequest(key: SampleStack.key)], fromStack: nil))
        let graph = try await array.plan(SampleStack.desired(), options).graph
        #expect(graph.steps.map { $0.premise != nil } == [false, true])
        if isTaken {
            await Self.take(array, for: "thief")
        } else {
            await array.edit { $0.appInstances[0].descr = "anew" }
        }
        let summary = await Executor(array).run(graph)
        #expect(summary.failed.map(\.step.id) == ["volume/ledger:adopt"])
        #expect(await array.state.appInstances[0].marker?.stack == (isTaken ? "thief" : nil))
    }

    /// The marker is looked at once more when all is done.
    @Test func aMarkerThatWasOverwrittenMeanwhileIsTold() async throws {
        let array = try await Self.array()
        let plan = try await array.plan(Self.stack { $0.editVolume { $0.size.value = Gibibytes(200) } })
        for step in plan.graph.steps { try await array.perform(step) }
        #expect(plan.overwritten(in: await array.state).isEmpty)
        await Self.take(array, for: "thief")
        let blocks = plan.overwritten(in: await array.state)
        #expect(blocks.map(\.code) == [.foreignOwner])
        #expect(blocks.first?.message.contains("stack thief now") == true)
    }

    @Test func anInterruptedWindowOfTheOtherStackIsClosedByTheAdoption() async throws {
        let array = try await SampleStack.applied()
        await array.edit {
            guard var marker = $0.appInstances[0].marker else { return }
            marker.flags.hasOpenWindow = true
            $0.appInstances[0].ownership = .marked(marker)
            $0.appInstances[0].adminState = .offline
        }
        var heir = SampleStack.desired()
        heir.stack = "heir"
        let options = PlanningOptions(intent: .adopt([AdoptionRequest(key: SampleStack.key)], fromStack: "sample"))
        try await array.converge(heir, options)
        let live = await array.state.appInstances[0]
        #expect(live.adminState == .online && live.marker?.stack == "heir" && live.marker?.flags.hasOpenWindow == false)
    }
}
