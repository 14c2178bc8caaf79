import Planning
import StorageModel
import TestSupport
import Testing

/// What differs and stays so is said in every plan and every drift report.
@Suite struct CreationNoteTests {
    private func notes(
        _ desired: DesiredState, on array: ModelArray, isEmpty: Bool = true
    ) async throws -> [String] {
        let plan = try await array.plan(desired)
        #expect(plan.isEmpty == isEmpty, "\(plan.changes.map(\.address))")
        let report = DriftAnalysis().report(desired, against: try await array.observe(tenants: desired.tenantsInUse))
        #expect(report.notes == plan.notes)
        return plan.notes.map { "\($0.address?.description ?? ""): \($0.text)" }
    }

    @Test func anInitiatorWithAnotherNameIsSaid() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.initiators[.root]?[0].label = "OpenStack-1234" }
        let notes = try await notes(SampleStack.desired(), on: array)
        #expect(notes.count == 1 && notes[0].hasPrefix("initiator/db-01: is called OpenStack-1234"))
    }

    @Test func aTemplateOrANamingThatComesTooLateIsSaid() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.openStackID = "11111111-2222-4333-8444-555555555555" }
        #expect(try await notes(desired, on: array).map { $0.contains("`naming` applies only at creation") } == [true])
    }

    @Test func replicasThatAnOptionWouldHaveMadeFewerAreSaid() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit {
            $0.ignored = .replicas
            $0.editVolume { $0.replicaCount = Declared(1, via: "options") }
        }
        try await array.converge(desired)
        #expect(try await notes(desired, on: array).map { $0.contains("keeps its 3 replicas") } == [true])
    }

    @Test func aVolumeThatIsInTheTrashIsNotMadeWithoutAWord() async throws {
        let array = try await SampleStack.applied()
        await array.edit {
            var marker = $0.appInstances[0].marker
            marker?.flags.isTrashed = true
            $0.appInstances[0].name = "ledger~trash"
            $0.appInstances[0].describe(as: marker?.description)
        }
        let notes = try await notes(SampleStack.desired(), on: array, isEmpty: false)
        #expect(notes.count == 1 && notes[0].contains("trash restore volume/ledger"))
    }

    /// Cinder's user deleted it, or the array is another one: the data is not there, and a new volume would hide that.
    @Test(arguments: ["OS-web-11111111-2222-4333-8444-555555555555", "CSI-pvc-1"])
    func aDriversVolumeThatIsGoneIsCreatedEmptyOnlyIfThatIsAllowed(name: String) async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        var desired = SampleStack.desired()
        desired.edit { $0.name.value = name }
        let plan = try await array.plan(desired)
        #expect(plan.blocks.map(\.code) == [.driverVolumeGone] && plan.blocks[0].address == .volume(SampleStack.key))
        #expect(plan.blocks[0].hint.contains("drop its line") && plan.blocks[0].hint.contains("--allow-recreate"))
        #expect(!plan.changes.contains { $0.address == .volume(SampleStack.key) })
        let report = DriftAnalysis().report(desired, against: try await array.observe(tenants: desired.tenantsInUse))
        #expect(report.notes.count == 1 && report.notes[0].text.contains("is empty"))
        let allowed = try await array.plan(desired, PlanningOptions(allowsRecreation: true))
        #expect(allowed.blocks.isEmpty && allowed.notes.count == 1)
        #expect(allowed.changes.contains { $0.address == .volume(SampleStack.key) })
    }

    /// What has data of its own, or a name that follows from the stack, is nothing that a driver has deleted.
    @Test func namesLikeADriversDoNotBlockWhatComesFromElsewhere() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        var desired = SampleStack.desired()
        desired.edit {
            $0.name.value = "OS-web-11111111-2222-4333-8444-555555555555"
            $0.openStackID = "11111111-2222-4333-8444-555555555555"
        }
        #expect(try await array.plan(desired).blocks.isEmpty)
    }

    @Test func whatIsIgnoredWhenAVolumeIsAdoptedIsNotManaged() async throws {
        let array = try await SampleStack.applied()
        await array.edit {
            $0.appInstances[0].describe(as: nil)
            $0.appInstances[0].storageInstances[0].volumes[0].size = Gibibytes(140)
        }
        var desired = SampleStack.desired()
        desired.ignores = [
            IgnoreRule(pattern: "volume/*", fields: [.size, .attachments, .chap], until: nil, reason: "Cinder")
        ]
        try await array.converge(
            desired, PlanningOptions(intent: .adopt([AdoptionRequest(key: SampleStack.key)], fromStack: nil)))
        let mask = await array.state.appInstances[0].marker?.mask
        #expect(mask?.contains(.replicas) == true && mask?.isDisjoint(with: [.size, .attachments, .chap]) == true)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func whoRenamesTheStackIsToldHowToTakeItAlong() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.stack = "new-name"
        let plan = try await array.plan(desired)
        #expect(plan.blocks.map(\.code) == [.foreignOwner])
        #expect(plan.blocks[0].hint.contains("adopt --from-stack sample volume/ledger"))
    }
}
