import ManifestLoading
import StorageModel
import Testing

/// What the bare key of a `for_each` entry stands for: the volume that was there before the entry had members.
@Suite struct EntryOfOldVolumeTests {
    private func desired(_ more: String) throws -> DesiredState {
        let text = """
            apiVersion: datera-apply/v1
            kind: Stack
            stack: members
            volumes: {scratch: {for_each: [a, b], size: 10GiB}, single: {size: 1GiB}}
            \(more)
            """
        let loaded = ManifestLoader().load([ManifestSource(name: "m.yaml", text: Array(text.utf8))])
        #expect(loaded.diagnostics == [])
        return try #require(loaded.desired)
    }

    @Test(arguments: ["\"volume/scratch[a]\"", "volume/single"])
    func itMovesToOneVolume(destination: String) throws {
        let moves = try desired("moved: [{from: volume/scratch, to: \(destination)}]").moves
        #expect(moves.map(\.from) == [ResourceKey("scratch")])
        #expect(moves.map { "volume/\($0.to)" } == [destination.replacing("\"", with: "")])
    }

    @Test func itIsRemovedWithoutTheMembers() throws {
        let removals = try desired("removed: [{from: volume/scratch, action: forget}]").removals
        #expect(removals.map(\.target) == [.volume(ResourceKey("scratch"))])
        #expect(!removals[0].concerns(ResourceKey("scratch", member: "a")))
    }
}
