import Planning
import StorageModel
import TestSupport
import Testing

/// What a reviewer relied on and no request names: who is in a group, what a template brings.
@Suite struct ReviewedSurroundingsTests {
    private static let stranger = InitiatorName("iqn.1993-08.org.debian:01:stranger")

    private static func desired(attached: Bool) -> DesiredState {
        var desired = SampleStack.desired()
        desired.initiatorGroups = [
            DesiredInitiatorGroup(
                address: .initiatorGroup("hosts", tenant: nil), tenant: .root, name: "hosts",
                members: Declared([SampleStack.host]))
        ]
        desired.edit { app in
            app.storageInstances[0].attachment?.initiators = []
            app.storageInstances[0].attachment?.groups = attached ? ["hosts"] : []
        }
        return desired
    }

    @Test func whoJoinsAGroupMeanwhileWasNotApproved() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(Self.desired(attached: false))
        let desired = Self.desired(attached: true)
        let reviewed = PlanRecord(try await array.plan(desired))
        #expect(reviewed.changes.compactMap(\.admits) == [[SampleStack.host.text]])
        let check = StalenessCheck(reviewed)
        let options = PlanningOptions(scope: .reviewed(check.addresses))
        #expect(check.staleObjects(in: try await array.plan(desired, options)).isEmpty)
        await array.edit { $0.initiatorGroups[.root]?[0].members.insert(Self.stranger) }
        let plan = try await array.plan(desired, options)
        let stale = check.staleObjects(in: plan)
        #expect(stale.flatMap(\.rows).contains { $0.label == "group members" && $0.now == .list([Self.stranger.text]) })
        #expect(PlanRecord(plan).digest != reviewed.digest)
    }

    @Test func whatATemplateBringsIsShownAndApproved() async throws {
        func record(_ template: AppTemplate) throws -> PlanRecord {
            var desired = DesiredState(stack: "sample")
            var app = SampleStack.volume()
            app.storageInstances = []
            app.template = DesiredTemplate(name: Declared("small"))
            desired.appInstances = [app]
            var observed = ObservedState(cluster: SampleStack.cluster)
            observed.templates[TemplateReference(tenant: .root, name: "small")] = .some(template)
            return PlanRecord(Planner().plan(desired, against: observed))
        }
        let volume = VolumeContent(name: "volume-1", size: Gibibytes(10))
        let plain = AppTemplate(storageInstances: [StorageInstanceContent(name: "storage-1", volumes: [volume])])
        var chap = plain
        chap.storageInstances[0].authentication = .chap(user: "somebody")
        var policy = plain
        policy.snapshotPolicies = [SnapshotPolicy(name: "whole", interval: .day, retentionCount: 1)]
        let digests = try [plain, chap, policy].map { try record($0).digest }
        #expect(Set(digests).count == 3)
        #expect(try record(chap).changes[0].fields.contains { $0.path == "attachments.chap" })
        #expect(try record(policy).changes[0].fields.contains { $0.path == "snapshot_policies.whole" })
    }
}
