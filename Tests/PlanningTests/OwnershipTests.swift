import Planning
import StorageModel
import TestSupport
import Testing

/// Whose object is whose, and what stands in the way.
@Suite struct OwnershipTests {
    private func blocks(_ desired: DesiredState, _ edit: @Sendable (inout ObservedState) -> Void) async throws
        -> [Block]
    {
        let array = try await SampleStack.applied()
        await array.edit(edit)
        let plan = try await array.plan(desired)
        #expect(plan.isEmpty)
        return plan.blocks
    }

    @Test func droppingALineDeletesNothingAndBlocks() async throws {
        var desired = SampleStack.desired()
        desired.appInstances = []
        let blocks = try await blocks(desired) { _ in }
        #expect(blocks.map(\.code) == [.emptyManifest, .orphaned])
        #expect(blocks[1].address == .volume(SampleStack.key))
    }

    @Test func anUnmarkedEqualIsReportedAndBlocksNothing() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].ownership = .none }
        let plan = try await array.plan(SampleStack.desired())
        #expect(plan.isEmpty && plan.blocks.isEmpty)
        #expect(plan.notes.count == 1 && plan.notes[0].text.contains("not owned by this stack"))
    }

    @Test func anUnmarkedOneThatDiffersBlocks() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(200) } }
        let blocks = try await blocks(desired) { $0.appInstances[0].ownership = .none }
        #expect(blocks.map(\.code) == [.notAdopted])
        #expect(blocks[0].message.contains("size"))
    }

    @Test func anotherStacksObjectIsNeverTouched() async throws {
        let blocks = try await blocks(SampleStack.desired()) { state in
            var marker = state.appInstances[0].marker
            marker?.stack = "other"
            state.appInstances[0].ownership = marker.map(Ownership.marked) ?? .none
        }
        #expect(blocks.map(\.code) == [.foreignOwner])
    }

    @Test func aMarkerOfAnotherVersionIsForeignAndNotAbsent() async throws {
        let blocks = try await blocks(SampleStack.desired()) {
            $0.appInstances[0].ownership = Ownership(descr: "datera-apply v2 sample ledger x")
        }
        #expect(blocks.map(\.code) == [.foreignOwner])
    }

    @Test func twoObjectsWithOneMarkerBlockAndAreBothNamed() async throws {
        let blocks = try await blocks(SampleStack.desired()) { state in
            var clone = state.appInstances[0]
            clone.id = "clone"
            clone.name = "ledger-clone"
            state.appInstances.append(clone)
        }
        #expect(blocks.map(\.code) == [.duplicateMarker])
        #expect(blocks[0].message.contains("ledger-clone") && blocks[0].message.contains("ledger ("))
    }

    @Test func aVolumeCannotChangeItsTenant() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.tenants.append(ObservedTenant(path: TenantPath("beta"))) }
        var desired = SampleStack.desired()
        desired.edit { $0.tenant = TenantPath("beta") }
        #expect(try await array.plan(desired).blocks.map(\.code) == [.wrongTenant])
    }

    @Test func aNameInUseBlocksARename() async throws {
        let array = try await SampleStack.applied()
        await array.edit { state in
            var other = state.appInstances[0]
            other.id = "other"
            other.name = "taken"
            other.ownership = .none
            state.appInstances.append(other)
        }
        var desired = SampleStack.desired()
        desired.edit { $0.name.value = "taken" }
        #expect(try await array.plan(desired).blocks.map(\.code) == [.nameTaken])
    }

    @Test func namesThatWaitForEachOtherBlockWithThePath() async throws {
        var desired = SampleStack.desired()
        desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        desired.appInstances[0].name.value = "journal"
        desired.appInstances[1].name.value = "ledger"
        let blocks = try await array.plan(desired).blocks
        #expect(blocks.map(\.code) == [.renameCycle])
        #expect(blocks[0].message.contains("volume/journal:record → volume/ledger:record"))
    }

    @Test func aNameThatIsBeingFreedIsTakenAfterwards() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.appInstances[0].name.value = "ledger-old"
        var new = SampleStack.volume(ResourceKey("aaa"))
        new.name.value = "ledger"
        desired.appInstances.append(new)
        let plan = try await array.converge(desired)
        #expect(plan.graph.steps.map(\.id) == ["volume/ledger:record", "volume/aaa:create"])
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func aManifestForAnotherArrayBlocks() async throws {
        var desired = SampleStack.desired()
        desired.cluster = Declared("00000000-0000-4000-8000-000000000000")
        #expect(try await blocks(desired) { _ in }.map(\.code) == [.otherCluster])
    }

    @Test func trashAndLeasesTakeNoPart() async throws {
        let array = try await SampleStack.applied()
        await array.edit { state in
            var trash = state.appInstances[0]
            trash.id = "trash"
            trash.name = "trash-1234-ledger"
            var marker = trash.marker
            marker?.flags.isTrashed = true
            trash.ownership = marker.map(Ownership.marked) ?? .none
            var lease = trash
            lease.id = "lease"
            lease.name = "datera-apply.lease.sample"
            lease.ownership = Ownership(descr: "datera-apply lease v1 host nonce 20261121T023000Z")
            state.appInstances += [trash, lease]
        }
        let plan = try await array.plan(SampleStack.desired())
        #expect(plan.isEmpty && plan.blocks.isEmpty && plan.notes.isEmpty)
    }

    @Test(arguments: [nil, "ledger"])
    func oneKeyIsAdoptedOnceInACommand(source: String?) async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].describe(as: nil) }
        let requests = [AdoptionRequest(key: SampleStack.key, source: source), AdoptionRequest(key: SampleStack.key)]
        let options = PlanningOptions(intent: .adopt(requests, fromStack: nil))
        let plan = try await array.plan(SampleStack.desired(), options)
        #expect(plan.isEmpty && plan.blocks.map(\.code) == [.ambiguous])
        #expect(plan.blocks[0].address == .volume(SampleStack.key) && plan.blocks[0].message.contains("twice"))
    }
}
