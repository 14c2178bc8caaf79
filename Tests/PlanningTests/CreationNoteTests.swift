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

    @Test func aNewVolumeWithTheNameOfADriversVolumeIsSaidToBeEmpty() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        var desired = SampleStack.desired()
        desired.edit { $0.name.value = "OS-web-11111111-2222-4333-8444-555555555555" }
        let notes = try await notes(desired, on: array, isEmpty: false)
        #expect(notes.count == 1 && notes[0].contains("OpenStack web") && notes[0].contains("is empty"))
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
