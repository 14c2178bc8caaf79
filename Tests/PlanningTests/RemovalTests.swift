import Planning
import StorageModel
import TestSupport
import Testing

/// What `removed` and the verbs take away, and what they refuse to.
@Suite struct RemovalTests {
    private static let allowed = PlanningOptions(maxDeletes: 9, allowsEmpty: true)

    private func removing(_ action: Removal.Action) -> DesiredState {
        var desired = SampleStack.desired()
        desired.appInstances = []
        desired.removals = [Removal(.volume(SampleStack.key), action)]
        return desired
    }

    private func blocks(
        _ action: Removal.Action, _ edit: @Sendable (inout ObservedState) -> Void
    ) async throws -> [Block.Code] {
        let array = try await SampleStack.applied()
        await array.edit(edit)
        let plan = try await array.plan(removing(action), Self.allowed)
        #expect(plan.isEmpty == !plan.blocks.isEmpty)
        return plan.blocks.map(\.code)
    }

    @Test func forgettingTakesTheMarkerAndNothingElse() async throws {
        let array = try await SampleStack.applied()
        let before = try await array.observe(tenants: []).appInstances
        let plan = try await array.converge(removing(.forget), Self.allowed)
        #expect(plan.risk == .safe && plan.graph.steps.map(\.id) == ["volume/ledger:forget"])
        var after = try await array.observe(tenants: []).appInstances
        #expect(after[0].ownership == .none && after[0].descr == nil)
        after[0].describe(as: before[0].descr)
        #expect(after == before)
        #expect(try await array.plan(removing(.forget), Self.allowed).isEmpty)
    }

    @Test func forgettingPutsThePersonsDescriptionBack() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].metadata = ["da.descr": "Ledger of the shop"] }
        try await array.converge(removing(.forget), Self.allowed)
        #expect(await array.state.appInstances[0].descr == "Ledger of the shop")
    }

    @Test func trashIsOfflineRenamedMarkedAndCanBeRestored() async throws {
        let array = try await SampleStack.applied()
        let before = await array.state.appInstances[0]
        let plan = try await array.converge(removing(.trash), Self.allowed)
        #expect(plan.risk == .destructive)
        #expect(plan.graph.steps.map(\.id) == ["volume/ledger:remember", "volume/ledger:trash"])
        let trashed = await array.state.appInstances[0]
        #expect(trashed.adminState == .offline && trashed.marker?.flags.isTrashed == true)
        #expect(trashed.name.hasPrefix("trash-") && trashed.name.hasSuffix("-ledger"))
        #expect(trashed.storageInstances == before.storageInstances)
        #expect(try await array.plan(removing(.trash), Self.allowed).isEmpty)
        let restore = PlanningOptions(intent: .restore(["volume/ledger"]))
        try await array.converge(SampleStack.desired(), restore)
        var after = await array.state.appInstances[0]
        after.metadata = before.metadata
        #expect(after == before)
        #expect(try await array.plan(SampleStack.desired(), restore).isEmpty)
    }

    @Test func aTrashNameFitsAndTheFullNameComesBack() async throws {
        let name = String(repeating: "n", count: 64)
        var desired = SampleStack.desired()
        desired.edit { $0.name.value = name }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        try await array.converge(removing(.trash), Self.allowed)
        #expect(await array.state.appInstances[0].name.utf8.count == 64)
        try await array.converge(desired, PlanningOptions(intent: .restore(["ledger"])))
        #expect(await array.state.appInstances[0].name == name)
    }

    @Test func whatWasOfflineComesBackOffline() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].adminState = .offline }
        try await array.converge(removing(.trash), Self.allowed)
        try await array.converge(SampleStack.desired(), PlanningOptions(intent: .restore(["ledger"])))
        #expect(await array.state.appInstances[0].adminState == .offline)
    }

    @Test func deletingTakesItOfflineWithoutForceFirst() async throws {
        let array = try await SampleStack.applied()
        let plan = try await array.converge(removing(.delete), Self.allowed)
        #expect(plan.graph.steps.map(\.id) == ["volume/ledger:take offline", "volume/ledger:delete"])
        #expect(plan.graph.steps[0].undo != nil)
        guard let update = plan.graph.steps[0].action.update else {
            Issue.record("\(plan.graph.steps[0].action)")
            return
        }
        #expect(update.force == false && update.marker?.flags.hasOpenWindow == true)
        #expect(await array.state.appInstances.isEmpty)
        #expect(try await array.plan(removing(.delete), Self.allowed).isEmpty)
    }

    @Test func aDeletionThatWasTakenBackBringsTheVolumeOnlineAgain() async throws {
        let array = try await SampleStack.applied()
        let plan = try await array.plan(removing(.delete), Self.allowed)
        try await array.perform(plan.graph.steps[0])
        try await array.converge(SampleStack.desired())
        #expect(await array.state.appInstances[0].adminState == .online)
        #expect(await array.state.appInstances[0].marker?.flags.hasOpenWindow == false)
    }

    @Test(arguments: [Removal.Action.trash, .delete])
    func eachReasonToRefuseHasACodeOfItsOwn(action: Removal.Action) async throws {
        let codes = try await blocks(action) { state in
            var marker = state.appInstances[0].marker
            marker?.flags.isProtected = true
            state.appInstances[0].describe(as: marker?.description)
            state.appInstances[0].groupSnapshots = [ObservedSnapshot(timestamp: "1.5", uuid: "u")]
            state.appInstances[0].logIn([SampleStack.host])
            var clone = state.appInstances[0]
            clone.id = "clone"
            clone.name = "clone"
            clone.describe(as: nil)
            clone.isSeeding = true
            clone.cloneSource = state.appInstances[0].id
            state.appInstances.append(clone)
        }
        #expect(Set(codes) == [.protected, .hasSnapshots, .connected, .clonesSeeding])
    }

    @Test func aSnapshotOfAVolumeCountsToo() async throws {
        let codes = try await blocks(.delete) {
            $0.appInstances[0][snapshotsOf: 0, 0] = [
                ObservedSnapshot(timestamp: "1.5", uuid: "u")
            ]
        }
        #expect(codes == [.hasSnapshots])
    }

    @Test func aCloneThatIsDoneHoldsNothingBack() async throws {
        let codes = try await blocks(.delete) { state in
            var clone = state.appInstances[0]
            clone.id = "clone"
            clone.name = "clone"
            clone.describe(as: nil)
            clone.cloneSource = state.appInstances[0].id
            state.appInstances.append(clone)
        }
        #expect(codes.isEmpty)
    }

    @Test func forgettingIsNeverRefused() async throws {
        let codes = try await blocks(.forget) { state in
            state.appInstances[0].groupSnapshots = [ObservedSnapshot(timestamp: "1.5", uuid: "u")]
            state.appInstances[0].logIn([SampleStack.host])
        }
        #expect(codes.isEmpty)
    }

    @Test func twoObjectsWithTheMarkerAreNotRemoved() async throws {
        let codes = try await blocks(.delete) { state in
            var clone = state.appInstances[0]
            clone.id = "clone"
            clone.name = "clone"
            state.appInstances.append(clone)
        }
        #expect(codes == [.duplicateMarker])
    }

    @Test func allMembersOfAnEntryCanBeNamedAtOnce() async throws {
        var desired = SampleStack.desired()
        desired.appInstances = ["a", "b"].map { SampleStack.volume(ResourceKey("scratch", member: $0)) }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        desired.appInstances = []
        desired.removals = [Removal(.members(of: "scratch"), .trash)]
        let plan = try await array.plan(desired, Self.allowed)
        #expect(plan.changes.map(\.change.kind) == [.trash, .trash])
    }

    /// Somebody who writes both wants the one kept and the others gone.
    @Test func theEntryThatNamesAMemberDecidesAboutItWhateverTheOrder() async throws {
        var desired = SampleStack.desired()
        desired.appInstances = ["a", "b"].map { SampleStack.volume(ResourceKey("scratch", member: $0)) }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        desired.appInstances = []
        let removals = [
            Removal(.members(of: "scratch"), .delete),
            Removal(.volume(ResourceKey("scratch", member: "a")), .forget),
        ]
        for removals in [removals, removals.reversed()] {
            desired.removals = removals
            let plan = try await array.plan(desired, Self.allowed)
            #expect(
                plan.graph.steps.map(\.id) == [
                    "volume/scratch[a]:forget", "volume/scratch[b]:take offline", "volume/scratch[b]:delete",
                ])
        }
    }

    @Test func ofTwoEntriesForOneVolumeTheOneThatDestroysLessDecides() async throws {
        let array = try await SampleStack.applied()
        var desired = removing(.delete)
        for action in [Removal.Action.trash, .forget] {
            let gentler = removing(action).removals
            for removals in [desired.removals + gentler, gentler + desired.removals] {
                desired.removals = removals
                let plan = try await array.plan(desired, Self.allowed)
                #expect(plan.changes.map(\.change.kind.rawValue) == [action.rawValue])
            }
        }
    }

    @Test func everyVolumeIsAllButWhatManageKeepsBack() async throws {
        var desired = SampleStack.desired()
        var kept = SampleStack.volume(ResourceKey("kept"))
        kept.manage = .noDelete
        desired.appInstances.append(kept)
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        let destroy = PlanningOptions(intent: .remove([Removal(.everyVolume, .trash)]), maxDeletes: 2)
        let plan = try await array.plan(desired, destroy)
        #expect(plan.blocks.map(\.code) == [.manageForbids])
        #expect(plan.changes.map(\.address) == [.volume(SampleStack.key)])
    }

    @Test func purgingDeletesOnlyWhatIsInTheTrash() async throws {
        var desired = SampleStack.desired()
        desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        let one = [Removal(.volume(SampleStack.key), .trash)]
        try await array.converge(desired, PlanningOptions(intent: .remove(one), maxDeletes: 1))
        let live = try await array.plan(desired, PlanningOptions(intent: .purge(["volume/journal"]), maxDeletes: 1))
        #expect(live.isEmpty)
        try await array.converge(desired, PlanningOptions(intent: .purge(nil), maxDeletes: 1))
        #expect(await array.state.appInstances.map(\.name) == ["journal"])
    }

    /// Neither `removed` nor `forget` reaches what is in the trash.
    @Test func whatGotASnapshotBeforeItWasTrashedIsRestoredFirst() async throws {
        let array = try await SampleStack.applied()
        try await array.converge(removing(.trash), Self.allowed)
        await array.edit { $0.appInstances[0].groupSnapshots = [ObservedSnapshot(timestamp: "1.5", uuid: "u")] }
        let purge = try await array.plan(removing(.trash), PlanningOptions(intent: .purge(nil), maxDeletes: 1))
        #expect(purge.isEmpty && purge.blocks.map(\.code) == [.hasSnapshots])
        let hint = try #require(purge.blocks.first?.hint)
        #expect(hint.contains("`trash restore volume/ledger`") && !hint.contains("`forget`"), "\(hint)")
        try await array.converge(removing(.trash), PlanningOptions(intent: .restore(["volume/ledger"])))
        var desired = removing(.delete)
        desired.removals.append(Removal(.snapshot(of: SampleStack.key, name: .taken(at: "1.5")), .delete))
        try await array.converge(desired, Self.allowed)
        #expect(await array.state.appInstances.isEmpty)
    }

    @Test func restoringOntoANameInUseIsRefused() async throws {
        let array = try await SampleStack.applied()
        try await array.converge(removing(.trash), Self.allowed)
        await array.edit { state in
            var other = state.appInstances[0]
            other.id = "other"
            other.name = "ledger"
            other.describe(as: nil)
            state.appInstances.append(other)
        }
        let plan = try await array.plan(
            SampleStack.desired(), PlanningOptions(intent: .restore([await array.state.appInstances[0].id])))
        #expect(plan.isEmpty && plan.blocks.map(\.code) == [.nameTaken])
    }

    /// Two volumes of one key, one after the other.
    private func trashedTwice() async throws -> ModelArray {
        let array = try await SampleStack.applied()
        try await array.converge(removing(.trash), Self.allowed)
        try await array.converge(SampleStack.desired())
        try await array.converge(removing(.trash), Self.allowed)
        return array
    }

    @Test(arguments: [true, false])
    func twoOfOneKeyArePurgedAtOnce(isEverything: Bool) async throws {
        let array = try await trashedTwice()
        let trashed = await array.state.appInstances
        #expect(trashed.count == 2 && Set(trashed.map(\.marker?.key)).count == 1)
        let purge = PlanningOptions(intent: .purge(isEverything ? nil : trashed.map(\.name)), maxDeletes: 2)
        let plan = try await array.converge(removing(.trash), purge)
        #expect(plan.blocks.isEmpty)
        #expect(
            plan.changes.map(\.address.description)
                == trashed.map { "volume/ledger (\($0.id.prefix(8)))" }.sorted())
        #expect(Set(plan.graph.steps.map(\.id)).count == 2)
        #expect(await array.state.appInstances.isEmpty)
    }

    @Test func whatWasPutOnlineSinceIsNotPurged() async throws {
        let array = try await trashedTwice()
        await array.edit { $0.appInstances[0].adminState = .online }
        let online = await array.state.appInstances[0].id
        let purge = PlanningOptions(intent: .purge(nil), maxDeletes: 2)
        let plan = try await array.converge(removing(.trash), purge)
        #expect(plan.blocks.map(\.code) == [.trashOnline] && plan.changes.count == 1)
        #expect(await array.state.appInstances.map(\.id) == [online])
    }

    @Test func anAddressOfTheTrashIsTakenAsItIsPrinted() async throws {
        let array = try await trashedTwice()
        let trashed = await array.state.appInstances
        let selector = "volume/ledger (\(trashed[0].id.prefix(8)))"
        let plan = try await array.plan(removing(.trash), PlanningOptions(intent: .purge([selector]), maxDeletes: 1))
        #expect(plan.blocks.isEmpty && plan.changes.count == 1)
    }

    @Test func oneOfTwoOfOneKeyIsPurgedUnderTheAddressItHad() async throws {
        let array = try await trashedTwice()
        let trashed = await array.state.appInstances
        let purge = PlanningOptions(intent: .purge([trashed[1].id]), maxDeletes: 1)
        let plan = try await array.converge(removing(.trash), purge)
        #expect(plan.graph.steps.map(\.id) == ["volume/ledger:delete"])
        #expect(await array.state.appInstances.map(\.id) == [trashed[0].id])
    }

    @Test func twoOfOneKeyDoNotComeBackAtOnceButOneAfterTheOther() async throws {
        let array = try await trashedTwice()
        let trashed = await array.state.appInstances
        let both = try await array.plan(
            SampleStack.desired(), PlanningOptions(intent: .restore(trashed.map(\.name))))
        #expect(both.isEmpty && both.blocks.map(\.code) == [.ambiguous])
        #expect(both.blocks[0].address == .volume(SampleStack.key))
        for app in trashed { #expect(both.blocks[0].message.contains("\(app.name) (\(app.id))")) }
        // The way out that the block offers.
        try await array.converge(SampleStack.desired(), PlanningOptions(intent: .restore([trashed[0].id])))
        var moved = SampleStack.desired()
        moved.appInstances = [SampleStack.volume(ResourceKey("book"))]
        moved.moves = [Move(from: SampleStack.key, to: ResourceKey("book"))]
        try await array.converge(moved)
        try await array.converge(moved, PlanningOptions(intent: .restore([trashed[1].id])))
        #expect(await array.state.appInstances.map(\.name).sorted() == ["book", "ledger"])
    }
}
