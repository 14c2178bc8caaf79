import StorageModel
import TestSupport
import Testing

@testable import Attachment

/// From a manifest and an array to what one host is to have.
@Suite struct AttachmentSelectionTests {
    private static let secrets: ResolvedSecrets = [.environment("CHAP"): Secret(Sample.password)]

    /// The sample stack as it is on an array that serves it.
    private static func array(_ desired: DesiredState = SampleStack.desired()) async throws -> ObservedState {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        var observed = try await array.observe(tenants: [.root])
        for index in observed.appInstances.indices {
            observed.appInstances[index].targets["storage-1"] = ObservedTarget(
                iqn: Sample.iqn, portals: ["172.28.0.10", "fd00::1"])
        }
        return observed
    }

    private static func selection(
        _ desired: DesiredState, _ observed: ObservedState, for host: InitiatorName = SampleStack.host,
        recorded: [WantedAttachment] = []
    ) -> AttachmentSelection {
        AttachmentSelection(for: host, in: desired, on: observed, secrets: secrets, recorded: recorded)
    }

    @Test func aVolumeWhoseAttachmentNamesTheHostIsWantedWithAllThatALoginNeeds() async throws {
        let desired = SampleStack.desired()
        let observed = try await Self.array()
        let selection = Self.selection(desired, observed)
        let wanted = try #require(selection.attachments.first)
        #expect(selection.attachments.count == 1 && selection.pending.isEmpty)
        #expect(wanted.volume == "volume/ledger" && wanted.stack == "sample" && wanted.size == Gibibytes(100))
        #expect(wanted.unit == UnitAddress(iqn: Sample.iqn, lun: 0))
        #expect(wanted.portals == [Portal(address: "172.28.0.10"), Portal(address: "fd00::1")])
        #expect(wanted.login == .chap(CHAPLogin(user: "ledger", password: Secret(Sample.password))))
        #expect(wanted.id == "\(observed.appInstances[0].id)/storage-1/volume-1")
        let needs = AttachmentSelection.credentials(for: SampleStack.host, in: desired, on: observed)
        #expect(needs.map(\.chap.credentials.password) == [.environment("CHAP")])
    }

    /// The one in the trash carries the same stack and key, and comes first in the list.
    @Test func oneInTheTrashIsNotTakenForTheVolume() async throws {
        var observed = try await Self.array()
        var trashed = observed.appInstances[0]
        trashed.id = "trashed"
        trashed.adminState = .offline
        trashed.targets = [:]
        guard var marker = trashed.marker else { throw CancellationError() }
        marker.flags.isTrashed = true
        trashed.ownership = .marked(marker)
        let live = observed.appInstances[0].id
        observed.appInstances.insert(trashed, at: 0)
        let selection = Self.selection(SampleStack.desired(), observed)
        #expect(selection.attachments.map(\.id) == ["\(live)/storage-1/volume-1"] && selection.pending.isEmpty)
    }

    @Test func anotherHostGetsNothing() async throws {
        let other = InitiatorName("iqn.1993-08.org.debian:01:db02")
        let observed = try await Self.array()
        #expect(Self.selection(SampleStack.desired(), observed, for: other).attachments.isEmpty)
        #expect(AttachmentSelection.credentials(for: other, in: SampleStack.desired(), on: observed).isEmpty)
    }

    @Test(arguments: [true, false]) func aGroupNamesItsMembers(isDeclared: Bool) async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.storageInstances[0].attachment?.initiators = [] }
        desired.edit { $0.storageInstances[0].attachment?.groups = ["db-hosts"] }
        var observed = try await Self.array()
        #expect(Self.selection(desired, observed).attachments.isEmpty)
        if isDeclared {
            desired.initiatorGroups = [
                DesiredInitiatorGroup(
                    address: .initiatorGroup("db-hosts", tenant: nil), tenant: .root, name: "db-hosts",
                    members: Declared([SampleStack.host]))
            ]
        } else {
            observed.initiatorGroups[.root] = [
                ObservedInitiatorGroup(name: "db-hosts", members: [SampleStack.host], owner: .root)
            ]
        }
        #expect(Self.selection(desired, observed).attachments.count == 1)
    }

    @Test func whatIsNotOnTheArrayIsPending() {
        let empty = ObservedState(cluster: SampleStack.cluster)
        let selection = Self.selection(SampleStack.desired(), empty)
        #expect(selection.attachments.isEmpty && selection.pending.map(\.subject) == ["volume/ledger"])
    }

    @Test func aVolumeThatIsOfflineKeepsItsSession() async throws {
        var observed = try await Self.array()
        let recorded = Self.selection(SampleStack.desired(), observed).attachments
        observed.appInstances[0].targets["storage-1"]?.isOffline = true
        let selection = Self.selection(SampleStack.desired(), observed, recorded: recorded)
        #expect(selection.attachments == recorded && selection.pending.count == 1)
    }

    @Test func anAppInstanceOfAnotherStackIsNotTakenForOurs() async throws {
        var other = SampleStack.desired()
        other.stack = "another"
        let observed = try await Self.array(other)
        #expect(Self.selection(SampleStack.desired(), observed).attachments.isEmpty)
    }

    @Test func theArraysCountOfSessionsIsPassedOn() async throws {
        var observed = try await Self.array()
        observed.appInstances[0].targets["storage-1"]?.activeInitiators = [SampleStack.host]
        #expect(Self.selection(SampleStack.desired(), observed).attachments.map(\.isConnectedOnArray) == [true])
    }
}
