import Diagnostics
import FoundationEssentials  // for the environment
import ManifestLoading
import TestSupport
import Testing

/// However damaged a manifest is, it ends in a diagnostic or in a stack.
@Suite struct MutationTests {
    private static let seed: UInt64 = 20_261_121

    @Test(.thorough, .timeLimit(.minutes(15)))
    func aDamagedManifestEndsInADiagnosticOrAStack() async throws {
        let count = ProcessInfo.processInfo.environment["SOAK_MUTATIONS"].flatMap(Int.init) ?? 30_000
        print("\(count) mutations, seed \(Self.seed)")
        let bad = try BadManifestTests.manifests.get().flatMap(\.sources).map(\.text)
        let good = try Corpus.files(in: "Good").map { Array($0.text.utf8) }
        let texts = (bad + good).filter { $0.count < 4096 }
        let lanes: UInt64 = 2
        await withTaskGroup { group in
            for lane in 0..<lanes {
                group.addTask {
                    var mutator = Mutator(seeds: texts, generator: SeededGenerator(seed: Self.seed + lane))
                    for number in 0..<count / Int(lanes) {
                        Self.check(mutator.mutant(), "lane \(lane), mutant \(number)")
                    }
                }
            }
        }
    }

    private static func check(_ text: [UInt8], _ origin: @autoclosure () -> String) {
        let loaded = ManifestLoader().load([ManifestSource(name: "mutant.yaml", text: text)])
        let isSound = (loaded.desired == nil) == loaded.diagnostics.contains { $0.severity == .error }
        if !isSound { Issue.record("\(origin()): \(String(decoding: text, as: UTF8.self))") }
    }
}
