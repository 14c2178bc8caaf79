import Planning
import StorageModel
import TestSupport
import Testing

/// What is ignored, not declared or left alone stays as it is also where something else of the volume changes.
@Suite struct LeftAloneTests {
    private func lastUpdate(of plan: Plan) -> AppInstanceUpdate? {
        plan.graph.steps.last?.action.update
    }

    @Test func anIgnoredNameAndStateStayWhereSomethingElseChanges() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].adminState = .offline }
        var desired = SampleStack.desired()
        desired.edit {
            $0.name.value = "ledger-new"
            $0.adminState = Declared(.online)
            $0.editVolume { $0.size.value = Gibibytes(200) }
        }
        desired.ignores = [IgnoreRule(pattern: "volume/*", fields: [.name, .adminState], reason: "by hand")]
        let plan = try await array.converge(desired)
        #expect(plan.changes.flatMap(\.change.fields).map(\.path) == ["size"])
        let update = lastUpdate(of: plan)
        #expect(update != nil && update == AppInstanceUpdate(marker: update?.marker))
        let live = await array.state.appInstances[0]
        #expect(live.name == "ledger" && live.adminState == .offline)
        #expect(live.storageInstances[0].volumes[0].size == Gibibytes(200))
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func aMoveOfWhatIsOnlyCreatedWritesTheKeyAndNothingElse() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        var book = SampleStack.volume(ResourceKey("book"))
        book.manage = .createOnly
        book.adminState = Declared(.offline)
        desired.appInstances = [book]
        desired.moves = [Move(from: SampleStack.key, to: ResourceKey("book"))]
        let plan = try await array.converge(desired)
        #expect(plan.notes.map(\.text).contains { $0.hasSuffix("differs, but is not changed: name, admin_state") })
        let update = lastUpdate(of: plan)
        #expect(update?.marker?.key == ResourceKey("book") && update == AppInstanceUpdate(marker: update?.marker))
        let live = await array.state.appInstances[0]
        #expect(live.name == "ledger" && live.adminState == .online)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test(arguments: [AdminState.online, nil])
    func whatIsOfflineStaysSoWhereAStepNeedsItOffline(declared: AdminState?) async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].adminState = .offline }
        var desired = SampleStack.desired()
        desired.edit {
            $0.adminState = declared.map { Declared($0) }
            $0.editVolume { $0.replicaCount?.value = 5 }
        }
        desired.ignores = [IgnoreRule(pattern: "volume/*", fields: .adminState, reason: "by hand")]
        let plan = try await array.converge(desired)
        #expect(plan.risk == .safe && !plan.graph.steps.contains { $0.stage == .openWindow })
        #expect(await array.state.appInstances[0].adminState == .offline)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func aWindowIsClosedAgainWhateverIgnoredStateIsDeclared() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit {
            $0.adminState = Declared(.offline)
            $0.editVolume { $0.replicaCount?.value = 5 }
        }
        desired.ignores = [IgnoreRule(pattern: "volume/*", fields: .adminState, reason: "by hand")]
        let plan = try await array.plan(desired)
        #expect(plan.graph.steps.first?.stage == .openWindow && plan.graph.steps.first?.undo != nil)
        // Stopped while it is open.
        for step in plan.graph.steps.prefix(1) { try await array.perform(step) }
        #expect(await array.state.appInstances[0].adminState == .offline)
        let rest = try await array.converge(desired)
        #expect(rest.graph.steps.first?.stage == .recover)
        let live = await array.state.appInstances[0]
        #expect(live.adminState == .online && live.marker?.flags.hasOpenWindow == false)
        #expect(live.storageInstances[0].volumes[0].replicaCount == 5)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func anIgnoreBeginsWhenTheVolumeIsThereAlsoForAClone() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        var copy = SampleStack.volume(ResourceKey("rehearsal"))
        copy.origin = Declared(.declared(SampleStack.key))
        copy.adminState = Declared(.offline)
        desired.appInstances.append(copy)
        desired.ignores = [IgnoreRule(pattern: "volume/rehearsal", fields: .adminState, reason: "by hand")]
        let plan = try await array.converge(desired)
        #expect(
            plan.changes.flatMap(\.change.fields).contains { $0.path == "admin_state" && $0.to == .text("offline") })
        #expect(await array.state.appInstances[1].adminState == .offline)
        await array.edit { $0.appInstances[1].adminState = .online }
        #expect(try await array.plan(desired).isEmpty)
    }
}
