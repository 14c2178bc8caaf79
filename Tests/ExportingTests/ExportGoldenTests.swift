import Exporting
import Observing
import StorageModel
import TestSupport
import Testing

/// Exports as people read them.
@Suite struct ExportGoldenTests {
    @Test func anExportIsAsReviewed() async throws {
        var random = RandomArray(seed: 9)
        let array = ModelArray(random.make(volumes: 12))
        let observed = try await FullRefresh(stack: "exported", tenant: nil).observe(array)
        Golden.expect(ManifestExport(observed, stack: "exported", tenant: nil).text, is: "export.yaml")
    }

    @Test func nothingToExportIsStillAManifest() {
        let text = ManifestExport(ObservedState(cluster: SampleStack.cluster), stack: "empty", tenant: nil).text
        #expect(text.hasSuffix("stack: empty\ncluster: {uuid: \"\(SampleStack.cluster.uuid)\"}\n"))
    }
}
