import ManifestLoading
import StorageModel
import Testing

/// A clone has the parts of its source, so the template of its type or of the defaults says nothing about it.
@Suite struct CloneTemplateTests {
    @Test(arguments: ["clone_of: source", "from_snapshot: source@now"])
    func theTemplateOfATypeIsNotForClones(origin: String) throws {
        let text = """
            apiVersion: datera-apply/v1
            kind: Stack
            stack: clones
            volume_types: {small: {template: db_small}}
            defaults: {type: small, replica_count: 2}
            volumes: {source: {size: 2GiB}, copy: {size: 3GiB, \(origin)}}
            snapshots: {source@now: {}}
            """
        let loaded = ManifestLoader().load([ManifestSource(name: "m.yaml", text: Array(text.utf8))])
        #expect(loaded.diagnostics == [])
        let apps = try #require(loaded.desired).appInstances
        let copy = try #require(apps.first { $0.key.name == "copy" })
        #expect(copy.template == nil && copy.storageInstances.first?.volumes[0].size.value == Gibibytes(3))
        #expect(copy.storageInstances.first?.volumes[0].replicaCount?.value == 2)
        #expect(apps.first { $0.key.name == "source" }?.template?.name.value == "db_small")
    }
}
