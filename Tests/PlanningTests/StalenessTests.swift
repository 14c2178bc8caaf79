import Planning
import StorageModel
import TestSupport
import Testing

/// What may have happened between a review and an apply, and what may not.
@Suite struct StalenessTests {
    private func findings(
        _ desired: DesiredState, _ array: ModelArray, meanwhile: @Sendable (ModelArray) async throws -> Void
    ) async throws -> [StaleObject] {
        let reviewed = PlanRecord(try await array.plan(desired))
        try await meanwhile(array)
        let check = StalenessCheck(reviewed)
        return check.staleObjects(in: try await array.plan(desired, PlanningOptions(scope: .reviewed(check.addresses))))
    }

    private var larger: DesiredState {
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(200) } }
        return desired
    }

    @Test func nothingHasHappened() async throws {
        #expect(try await findings(larger, SampleStack.applied()) { _ in }.isEmpty)
    }

    /// An extension without the window that was reviewed is another plan, though it sends less.
    @Test func anotherWayToExtendWasNotReviewed() async throws {
        let array = try await SampleStack.applied()
        var offline = larger
        offline.edit { $0.extendsOffline = true }
        let check = StalenessCheck(PlanRecord(try await array.plan(offline)))
        let stale = check.staleObjects(in: try await array.plan(larger))
        #expect(stale.flatMap(\.rows) == [.init("extend", then: .text("offline"), now: .text("online"))])
    }

    /// After any number of its steps, a plan may go on.
    @Test(.thorough, arguments: QuickTests.seeds(20))
    func aPlanMayBeInterruptedAfterAnyStep(seed: UInt64) async throws {
        var stacks = RandomStack(seed: seed)
        let array = ModelArray(ObservedState(cluster: RandomStack.cluster))
        try await array.converge(stacks.next())
        let desired = stacks.next()
        let reviewed = PlanRecord(try await array.plan(desired))
        let check = StalenessCheck(reviewed)
        let options = PlanningOptions(scope: .reviewed(check.addresses))
        for step in try await array.plan(desired).graph.steps {
            try await array.perform(step)
            let findings = check.staleObjects(in: try await array.plan(desired, options))
            #expect(findings.isEmpty, "after \(step.id), seed \(seed)")
        }
    }

    @Test func aVolumeThatIsGoneIsNotMadeAnew() async throws {
        let stale = try await findings(larger, SampleStack.applied()) { await $0.edit { $0.appInstances = [] } }
        #expect(stale.map(\.address) == ["volume/ledger"])
        #expect(stale[0].rows == [.init("object", then: .text("present, to update"), now: .text("absent"))])
    }

    @Test func aVolumeThatSomebodyElseTookOverIsLeftAlone() async throws {
        let array = try await SampleStack.applied()
        var marker = try #require(await array.state.appInstances[0].marker)
        marker.stack = "other"
        let stale = try await findings(larger, array) { [marker] array in
            await array.edit { $0.appInstances[0].ownership = .marked(marker) }
        }
        #expect(stale.map(\.address) == ["volume/ledger"])
        #expect(stale[0].rows.first?.label == "blocked")
    }

    @Test func anApplyOfAnotherManifestIsSeenInTheMarker() async throws {
        let stale = try await findings(larger, SampleStack.applied()) { array in
            var other = SampleStack.desired()
            other.edit { $0.storageInstances[0].attachment?.chap?.version = 7 }
            try await array.converge(other)
        }
        #expect(stale.first?.rows.contains { $0.label == "marker" } == true, "\(stale)")
    }

    @Test func whoLogsOutMeanwhileHarmsNothing() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].logIn([SampleStack.host]) }
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
        let stale = try await findings(desired, array) {
            await $0.edit { $0.appInstances[0].logIn([]) }
        }
        #expect(stale.isEmpty)
    }

    @Test func whoLogsInMeanwhileHasNotBeenNamed() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
        let stale = try await findings(desired, SampleStack.applied()) {
            await $0.edit { $0.appInstances[0].logIn([SampleStack.host]) }
        }
        #expect(stale.first?.rows.map(\.label) == ["risk"])
    }

    /// Each value that is shown was reviewed, or is what the fresh plan says.
    @Test func anotherSizeOfATemplateIsShownBesideTheReviewedOne() async throws {
        let templates = [10, 20].map { size in
            AppTemplate(storageInstances: [
                StorageInstanceContent(
                    name: "storage-1",
                    volumes: [VolumeContent(name: "volume-1", size: Gibibytes(size), replicaCount: 2)])
            ])
        }
        let small = TemplateReference(tenant: .root, name: "small")
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        await array.edit { $0.templates[small] = templates[0] }
        var desired = SampleStack.desired()
        desired.edit { app in
            app.template = DesiredTemplate(name: Declared("small"))
            app.storageInstances = []
        }
        let stale = try await findings(desired, array) { await $0.edit { $0.templates[small] = templates[1] } }
        let rows = stale.flatMap(\.rows).filter { $0.label.contains("size") }
        #expect(rows == [.init("new size", then: .size(Gibibytes(10)), now: .size(Gibibytes(20)))], "\(stale)")
    }

    @Test func theNamesOfATrashedVolumeThatWasMadeAnewAreReal() async throws {
        var desired = SampleStack.desired()
        desired.appInstances = [SampleStack.volume(ResourceKey("other"))]
        desired.removals = [Removal(.volume(SampleStack.key), .trash)]
        let stale = try await findings(desired, SampleStack.applied()) {
            await $0.edit { state in
                state.appInstances[0].id = "anew"
                state.appInstances[0].name = "anew"
            }
        }
        let row = stale.flatMap(\.rows).first { $0.label == "name" }
        #expect(row?.then == .text("ledger") && row?.now == .text("anew"), "\(stale)")
    }

    @Test func aTenantThatIsGoneIsMissed() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.tenants = [ObservedTenant(path: .root), ObservedTenant(path: TenantPath("payments"))] }
        var desired = SampleStack.desired()
        desired.tenants = [DesiredTenant(path: TenantPath("payments"))]
        desired.initiators = []
        var volume = SampleStack.volume(ResourceKey("orders"))
        volume.tenant = TenantPath("payments")
        volume.storageInstances[0].attachment = nil
        desired.appInstances.append(volume)
        let stale = try await findings(desired, array) { await $0.edit { $0.tenants = [ObservedTenant(path: .root)] } }
        #expect(stale.map(\.address) == ["volume/orders"])
        #expect(
            stale[0].rows.first?.now
                == .text("left_out: cannot be done without tenant/payments, which is not part of this plan"))
    }
}
