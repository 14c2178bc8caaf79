import Diagnostics
import ManifestLoading
import TestSupport
import Testing

/// Texts that are large, or made to be costly, are dealt with in the time of their size.
@Suite(.thorough) struct LoadTests {
    private static let header = "apiVersion: datera-apply/v1\nkind: Stack\nstack: large\n"

    @Test(.timeLimit(.minutes(1)))
    func tenThousandVolumesAreReadWhole() {
        let volumes = (1...10_000).map { number in
            """
              vol-\(number):
                type: gold
                size: \(number % 100 + 1)GiB
                qos: {total_iops_max: \(number), write_bandwidth_max: 64MiB/s}
                replica_count: 3

            """
        }
        let text = Self.header + "volume_types: {gold: {protect: true}}\nvolumes:\n" + volumes.joined()
        let clock = ContinuousClock()
        var diagnostics: [Diagnostic] = []
        let time = clock.measure { diagnostics = load(text) }
        print("10,000 volumes, \(text.utf8.count) bytes: \(time)")
        #expect(diagnostics.map(\.message) == ["the stack has 10000 volumes; a DSP supports at most 4096"])
    }

    @Test(.timeLimit(.minutes(1)))
    func thousandsOfMistakesAreAllReported() {
        let volumes = (1...4000).map { "  vol-\($0): {type: glod, size: 1GB, ip_pol: x}\n" }.joined()
        let attachments = (1...4000).map { "  vol_\($0): {initiators: [host]}\n" }.joined()
        let text = Self.header + "volume_types: {gold: {}}\nvolumes:\n\(volumes)attachments:\n\(attachments)"
        #expect(load(text).count == 5 * 4000)
    }

    @Test(.timeLimit(.minutes(1)))
    func aManifestOnOneLineIsReadLikeAnyOther() {
        let volumes = (1...4000).map { "\"vol-\($0)\":{\"size\":\"1GB\",\"ip_pol\":\"default\"}" }.joined(
            separator: ",")
        let header = #"{"apiVersion":"datera-apply/v1","kind":"Stack","stack":"large","volumes":{"#
        let diagnostics = load(header + volumes + "}}")
        #expect(diagnostics.count == 2 * 4000)
        #expect(diagnostics.allSatisfy { $0.location?.line == 1 })
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["[", "{a: ", "- ", "? ", "&a [", "!x ", "\"", "'", "a: |\n  "])
    func endlesslyRepeatedSyntaxComesToAnEnd(piece: String) {
        #expect(load(String(repeating: piece, count: 100_000)).hasErrors)
    }

    @Test(.timeLimit(.minutes(1)))
    func aliasesCannotBuildWhatIsTooDeepToWalk() {
        let links = (1...2000).map { "  v\($0): &v\($0) {a: *v\($0 - 1)}\n" }.joined()
        let diagnostics = load("\(Self.header)volumes:\n  v0: &v0 {a: b}\n\(links)")
        #expect(diagnostics.map(\.message) == ["nested deeper than 64 levels"])
    }

    private func load(_ text: String) -> [Diagnostic] {
        ManifestLoader().load([ManifestSource(name: "m.yaml", text: Array(text.utf8))]).diagnostics
    }
}
