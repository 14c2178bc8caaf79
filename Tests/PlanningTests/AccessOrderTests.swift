import Planning
import StorageModel
import TestSupport
import Testing

/// Nobody gets in without the password, at no moment.
@Suite struct AccessOrderTests {
    private static let chap = "volume/ledger:set chap storage-1"
    private static let acl = "volume/ledger:set acl storage-1"

    @Test func ofATemplateThePasswordIsSetBeforeAnybodyIsLetIn() async throws {
        var desired = SampleStack.desired()
        desired.edit { app in
            app.template = DesiredTemplate(name: Declared("small"), attachment: app.storageInstances[0].attachment)
            app.storageInstances = []
        }
        var state = ObservedState(cluster: SampleStack.cluster)
        state.templates[TemplateReference(tenant: .root, name: "small")] = AppTemplate(storageInstances: [
            StorageInstanceContent(
                name: "storage-1", volumes: [VolumeContent(name: "volume-1", size: Gibibytes(10), replicaCount: 2)])
        ])
        let graph = try await ModelArray(state).plan(desired).graph
        #expect(graph.dependencies(of: Self.acl).contains(Self.chap))
        #expect(graph.steps.map(\.id).last == "volume/ledger:record")
    }

    @Test func ofALiveVolumeTooAndItGoesAfterTheLastOneIsShutOut() async throws {
        var open = SampleStack.desired()
        open.edit { $0.storageInstances[0].attachment = DesiredAttachment() }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(open)
        let closing = try await array.converge(SampleStack.desired()).graph
        #expect(closing.dependencies(of: Self.acl).contains(Self.chap))
        let opening = try await array.plan(open).graph
        #expect(opening.dependencies(of: Self.chap).contains(Self.acl))
    }
}
