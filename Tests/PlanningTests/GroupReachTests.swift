import Planning
import StorageModel
import TestSupport
import Testing

/// A group whose members change lets in, or shuts out, also where other stacks name it.
@Suite struct GroupReachTests {
    private static let second = InitiatorName("iqn.1993-08.org.debian:01:db02")

    private static func stack(_ name: String, members: Set<InitiatorName>?, key: String) -> DesiredState {
        var volume = SampleStack.volume(ResourceKey(key))
        volume.storageInstances[0].attachment = DesiredAttachment(groups: ["hosts"])
        var desired = SampleStack.desired()
        desired.stack = name
        desired.initiators.append(
            DesiredInitiator(
                address: .initiator("db-02", tenant: nil), tenant: .root, iqn: second, label: "db-02"))
        desired.initiatorGroups =
            members.map {
                [
                    DesiredInitiatorGroup(
                        address: .initiatorGroup("hosts", tenant: nil), tenant: .root, name: "hosts",
                        members: Declared($0))
                ]
            } ?? []
        desired.appInstances = [volume]
        return desired
    }

    private func shared() async throws -> ModelArray {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.stack("one", members: [SampleStack.host, Self.second], key: "ledger"))
        try await array.converge(Self.stack("two", members: nil, key: "journal"))
        return array
    }

    @Test func takingAMemberFromAnotherStacksVolumeIsDisruptiveAndNamesIt() async throws {
        let array = try await shared()
        let plan = try await array.plan(Self.stack("one", members: [SampleStack.host], key: "ledger"))
        #expect(plan.risk == .disruptive && plan.changes.count == 1)
        #expect(plan.changes[0].hazards == [.takesAccess(Self.second, to: ["journal of stack two"])])
        #expect(plan.notes.map(\.text) == ["its members also have access to journal of stack two"])
    }

    @Test func addingOneIsSaid() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.stack("one", members: [SampleStack.host], key: "ledger"))
        try await array.converge(Self.stack("two", members: nil, key: "journal"))
        let plan = try await array.plan(
            Self.stack("one", members: [SampleStack.host, Self.second], key: "ledger"))
        #expect(
            plan.risk == .safe && plan.notes.map(\.text) == ["its members also have access to journal of stack two"])
    }

    @Test func aGroupOfTheStackAloneIsItsOwnBusiness() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.stack("one", members: [SampleStack.host, Self.second], key: "ledger"))
        let plan = try await array.plan(Self.stack("one", members: [SampleStack.host], key: "ledger"))
        #expect(plan.risk == .safe && plan.notes.isEmpty)
    }
}
