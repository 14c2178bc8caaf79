import Diagnostics
import StorageModel
import TestSupport
import Testing

@testable import ManifestLoading

/// What a stack wants depends neither on the order of its keys nor on whether it is YAML or JSON.
@Suite struct OrderAndFormTests {
    @Test(arguments: try Corpus.files(in: "Good").map(\.name), 1...20 as ClosedRange<UInt64>)
    func theSameStackAsShuffledJSONWantsTheSame(name: String, seed: UInt64) throws {
        let file = try #require(try Corpus.files(in: "Good").first { $0.name == name })
        let source = ManifestSource(name: name, text: Array(file.text.utf8))
        let original = try #require(ManifestLoader().load([source]).desired)

        var composer = NodeComposer(try SourceText(source), collector: DiagnosticCollector())
        var writer = NodeWriter(generator: SeededGenerator(seed: seed))
        let documents = try composer.documents().shuffled(using: &writer.generator)
        let texts = documents.filter { !$0.isNull }.map { writer.json($0) }
        let sources = texts.map { ManifestSource(name: "\(name).json", text: Array($0.utf8)) }
        let loaded = ManifestLoader().load(sources)

        #expect(!loaded.diagnostics.hasErrors, "\(loaded.diagnostics)\n\(texts)")
        #expect(loaded.desired.map(placelessText) == placelessText(original), "seed \(seed)")
    }
}
