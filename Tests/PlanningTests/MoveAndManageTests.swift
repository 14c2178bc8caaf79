import Planning
import StorageModel
import TestSupport
import Testing

/// Keys that change, and volumes of which a stack decides only a part.
@Suite struct MoveAndManageTests {
    private func renamed(keepingName: Bool) -> DesiredState {
        var desired = SampleStack.desired()
        desired.appInstances = [SampleStack.volume(ResourceKey("book"))]
        if keepingName { desired.edit { $0.name.value = "ledger" } }
        return desired
    }

    @Test func aMoveChangesNothingButTheMarker() async throws {
        let array = try await SampleStack.applied()
        var desired = renamed(keepingName: true)
        desired.moves = [Move(from: SampleStack.key, to: ResourceKey("book"))]
        let plan = try await array.converge(desired)
        #expect(plan.risk == .safe && plan.graph.steps.map(\.id) == ["volume/book:record"])
        let update = try #require(plan.graph.steps[0].action.update)
        #expect(update == AppInstanceUpdate(marker: update.marker) && update.marker?.key == ResourceKey("book"))
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func aMoveWithoutANameRenamesInPlace() async throws {
        let array = try await SampleStack.applied()
        var desired = renamed(keepingName: false)
        desired.moves = [Move(from: SampleStack.key, to: ResourceKey("book"))]
        let id = await array.state.appInstances[0].id
        try await array.converge(desired)
        #expect(await array.state.appInstances.map(\.name) == ["book"])
        #expect(await array.state.appInstances.map(\.id) == [id])
    }

    @Test func movesMayFormAChain() async throws {
        let array = try await SampleStack.applied()
        var desired = renamed(keepingName: true)
        desired.moves = [
            Move(from: ResourceKey("middle"), to: ResourceKey("book")),
            Move(from: SampleStack.key, to: ResourceKey("middle")),
        ]
        try await array.converge(desired)
        #expect(await array.state.appInstances[0].marker?.key == ResourceKey("book"))
    }

    @Test(arguments: [true, false])
    func aRenamedKeyIsRefusedWithTheLineToPaste(keepingName: Bool) async throws {
        let plan = try await SampleStack.applied().plan(renamed(keepingName: keepingName))
        #expect(plan.isEmpty && plan.blocks.map(\.code) == [.renamed])
        #expect(plan.blocks[0].hint.contains("moved: [{from: volume/ledger, to: volume/book}]"))
    }

    /// Brackets end a plain scalar inside braces.
    @Test func aLineToPasteQuotesAnAddressWithBrackets() async throws {
        let member = ResourceKey("scratch", member: "a")
        var desired = SampleStack.desired()
        desired.edit { $0 = SampleStack.volume(member) }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        var renamed = desired
        renamed.edit {
            $0.key.member = "b"
            $0.address = .volume($0.key)
        }
        #expect(
            try await array.plan(renamed).blocks[0].hint.contains(
                #"`moved: [{from: "volume/scratch[a]", to: "volume/scratch[b]"}]`"#))
        renamed.appInstances = []
        #expect(
            try await array.plan(renamed, PlanningOptions(allowsEmpty: true)).blocks[0].hint.contains(
                #"`removed: [{from: "volume/scratch[a]", action: forget}]`"#))
        await array.edit {
            var extra = $0.appInstances[0].storageInstances[0].volumes[0]
            extra.name = "extra"
            $0.appInstances[0].storageInstances[0].volumes.append(extra)
        }
        #expect(
            try await array.plan(desired).blocks[0].hint.contains(
                #"`removed: [{from: "app_instance/scratch[a]/storage-1/extra", action: delete}]`"#))
    }

    @Test func aVolumeBecomesAMemberOfAnEntryOfItsName() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.appInstances = ["a", "b"].map { SampleStack.volume(ResourceKey("ledger", member: $0)) }
        desired.moves = [Move(from: SampleStack.key, to: ResourceKey("ledger", member: "a"))]
        let id = await array.state.appInstances[0].id
        try await array.converge(desired)
        #expect(await array.state.appInstances.map { $0.marker?.key.member } == ["a", "b"])
        #expect(await array.state.appInstances[0].id == id)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func anotherVolumeIsNoRename() async throws {
        var desired = renamed(keepingName: false)
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(7) } }
        let plan = try await SampleStack.applied().plan(desired)
        #expect(plan.blocks.map(\.code) == [.orphaned])
    }

    @Test func createOnlyCreatesAndThenLeavesAlone() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.manage = .createOnly }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        desired.edit { app in app.editVolume { $0.size.value = Gibibytes(7) } }
        let plan = try await array.plan(desired)
        #expect(plan.isEmpty && plan.blocks.isEmpty && plan.diagnostics.isEmpty)
        #expect(plan.notes.map(\.text).first?.contains("size") == true)
    }

    @Test func observeNeitherCreatesNorChangesNorMarks() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.manage = .observe }
        let empty = try await ModelArray(
            ObservedState(
                cluster: SampleStack.cluster,
                initiators: [
                    .root: [ObservedInitiator(iqn: SampleStack.host, label: "db-01", owner: .root)]
                ])
        ).plan(desired)
        #expect(empty.isEmpty && empty.blocks.isEmpty && empty.notes.count == 1)
        let array = try await SampleStack.applied()
        desired.edit { app in app.editVolume { $0.size.value = Gibibytes(200) } }
        let foreign = "datera-apply v1 other ledger 000003 0123456789ab -"
        for descr in [await array.state.appInstances[0].descr, nil, foreign] {
            await array.edit { $0.appInstances[0].describe(as: descr) }
            let plan = try await array.plan(desired)
            #expect(plan.isEmpty && plan.blocks.isEmpty && plan.notes.count == 1)
        }
    }

    @Test func ignoredFieldsAreNeitherShownNorChangedNorRecorded() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.ignores = [IgnoreRule(pattern: "volume/*", fields: [.qos, .attachments, .chap], reason: "tuned")]
        try await array.converge(desired)
        #expect(await array.state.appInstances[0].storageInstances[0].initiators == [SampleStack.host])
        #expect(await array.state.appInstances[0].marker?.mask.contains(.qos) == false)
        await array.edit { state in
            state.appInstances[0].storageInstances[0].volumes[0].performance?[.totalIOPS] = .at(1)
            state.appInstances[0].storageInstances[0].initiators = []
        }
        #expect(try await array.plan(desired).isEmpty)
        desired.ignores = []
        let plan = try await array.plan(desired)
        #expect(
            plan.changes.flatMap(\.change.fields).map(\.path.description).sorted() == [
                "attachments.initiators", "qos.total_iops_max",
            ])
    }

    @Test(arguments: [
        ("volume/scratch[*]", "volume/scratch[a]", true), ("volume/scratch[*]", "volume/scratch", false),
        ("volume/*", "volume/a", true), ("volume/a*c*", "volume/abcbd", true), ("volume/a*d", "volume/abc", false),
        ("volume/a", "volume/ab", false), ("volume/**b", "volume/ab", true),
    ])
    func aStarStandsForAnyText(pattern: String, address: String, isMatch: Bool) {
        let name = String(address.dropFirst("volume/".count))
        let key = name.hasSuffix("]") ? ResourceKey("scratch", member: "a") : ResourceKey(name)
        #expect(IgnoreRule(pattern: pattern, fields: [], reason: "").matches(.volume(key)) == isMatch)
    }
}
