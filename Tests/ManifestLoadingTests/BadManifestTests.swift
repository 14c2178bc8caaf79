import Diagnostics
import ManifestLoading
import Testing

@Suite struct BadManifestTests {
    static let manifests = Result { try Corpus.files(in: "Bad").map { try BadManifest(name: $0.name, text: $0.text) } }

    @Test func theCorpusIsLarge() throws {
        #expect(try Self.manifests.get().count >= 60)
    }

    @Test(arguments: try manifests.get())
    func aBadManifestGivesExactlyTheExpectedDiagnostics(_ manifest: BadManifest) {
        let loaded = ManifestLoader(options: manifest.options).load(manifest.sources)
        #expect(Set(loaded.diagnostics) == Set(manifest.expected), "\(report(loaded.diagnostics))")
        #expect(loaded.diagnostics == loaded.diagnostics.inReadingOrder)
        #expect(loaded.desired == nil)
    }

    @Test(arguments: try manifests.get().filter { $0.testDescription.hasPrefix("chap-") })
    func noDiagnosticShowsASecret(_ manifest: BadManifest) throws {
        let lines = String(decoding: try #require(manifest.sources.first).text, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        for diagnostic in ManifestLoader(options: manifest.options).load(manifest.sources).diagnostics {
            let line = try lines[#require(diagnostic.location).line - 1]
            #expect(!diagnostic.message.contains("hunter"))
            #expect(!(diagnostic.hint ?? "").contains("hunter"))
            #expect(diagnostic.redactsSourceLine == line.contains("hunter"))
        }
    }

    private func report(_ diagnostics: [Diagnostic]) -> Comment {
        let lines = diagnostics.map { diagnostic in
            let place = diagnostic.location.map { "\($0): " } ?? ""
            let hint = diagnostic.hint.map { "\n# hint: \($0)" } ?? ""
            let redacted = diagnostic.redactsSourceLine ? "\n# redacted" : ""
            return "\(place)\(diagnostic.severity): \(diagnostic.message)\(hint)\(redacted)"
        }
        return "it gave:\n\(lines.joined(separator: "\n"))"
    }
}
