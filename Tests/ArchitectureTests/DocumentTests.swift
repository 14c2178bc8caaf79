// FoundationEssentials for reading files.
import FoundationEssentials
import TestSupport
import Testing

/// Pages for people: what they name is there, and their links lead somewhere.
@Suite struct DocumentTests {
    private static let pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
    private let files: FileList

    init() throws { files = try FileList.checkout.get() }

    private static func page(_ path: String) throws -> DocumentCheck {
        DocumentCheck(try String(contentsOfFile: PackageRoot.path(path), encoding: .utf8), path: path)
    }

    @Test(arguments: ["ARCHITECTURE.md", "CONTRIBUTING.md"])
    func everyPathIsThere(page: String) throws {
        #expect(try Self.page(page).missingPaths(in: files).lines == "")
    }

    @Test func everyLinkLeadsSomewhere() throws {
        let guides = try files.lines(in: "docs", endings: [".md"]).map(\.path)
        for path in Self.pages + guides {
            #expect(try Self.page(path).deadLinks(in: files) { try Self.page($0).anchors }.lines == "")
        }
    }

    @Test func everyTargetHasARowInTheMap() throws {
        let rows = try files.lines(in: "ARCHITECTURE.md", endings: [".md"]).flatMap(\.lines)
            .filter { $0.hasPrefix("| `") }.map { $0.split(separator: "|").first ?? "" }
        for folder in ImportTable.rows.keys.sorted() {
            let name = folder.hasPrefix("Sources/") ? String(folder.dropFirst("Sources/".count)) : folder
            #expect(rows.contains { $0.contains("`\(name)`") }, "\(folder)")
        }
    }

    /// The manual is another page.
    @Test func theFirstPageIsShort() throws {
        let lines = try files.lines(in: "README.md", endings: [".md"]).flatMap(\.lines)
        #expect((2...130).contains(lines.count))
    }

    @Test func commentsCiteOnlyWhatIsThere() throws {
        #expect(try SourceTree.checkout.get().citationViolations(in: files).lines == "")
        let endings = [".h", ".py", ".sh", ".jq", ".supp", "Makefile"]
        for file in try ["Sources", "Tests", "scripts", "Makefile"].flatMap({
            try files.lines(in: $0, endings: endings)
        }) {
            #expect(SourceTree.citationViolations(inLinesOf: file, files).lines == "")
        }
    }

    @Test func sectionsThatCommentsCiteAreThere() throws {
        let headings = try files.lines(in: "docs/dsp-api.md", endings: [".md"]).flatMap(\.lines).compactMap { line in
            line.firstMatch(of: #/^##+ (\d+(?:\.\d+)?)/#).map { String($0.output.1) }
        }
        try #require(headings.count > 20)
        #expect(try SourceTree.checkout.get().missingSections(Set(headings)).lines == "")
    }

    @Test func aCitationOfNothingIsFound() {
        let lines: [Substring] = [
            "# see docs/dsp-api.md 2.3, dsp-api.md and scripts/test.sh", "# see never.md, section 3",
        ]
        #expect(
            SourceTree.citationViolations(inLinesOf: ("Makefile", lines), files).lines
                == "Makefile:2: cites never.md, which is not there")
    }

    @Test func pathsAndLinksThatLeadNowhereAreFound() {
        let text = """
            # A title, `with` code
            See `Planner.swift`, `Planning/Nowhere`, `volume/x`, `Sources/Planning/`, `Never.swift`.
            [one](#a-title-with-code) [two](#never) [three](docs/never.md) [four](https://example.com/x.md)
            ```
            `Also.swift` [in code](never.md)
            ```
            """
        let page = DocumentCheck(text, path: "README.md")
        #expect(
            page.missingPaths(in: files).map(\.message) == ["there is no Planning/Nowhere", "there is no Never.swift"])
        #expect(
            page.deadLinks(in: files) { _ in page.anchors }.map(\.message) == [
                "README.md has no heading #never", "links to docs/never.md, which is not there",
            ])
    }
}
