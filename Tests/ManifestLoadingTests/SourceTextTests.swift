import Diagnostics
import ManifestLoading
import StorageModel
import Testing

/// Bytes that no YAML file in the corpus could hold, and sources without content.
@Suite struct SourceTextTests {
    @Test func bytesThatAreNotUTF8AreNamedWithTheirPlace() {
        let diagnostic = Diagnostic(
            .error, "this byte is not UTF-8", at: place(2, 3), hint: "save the file as UTF-8")
        #expect(load(Array("a: ö\n# ".utf8) + [0xFF]) == [diagnostic])
        #expect(load(Array("a: ö\n# ".utf8) + [0xC3]) == [diagnostic])
    }

    @Test func charactersThatYAMLForbidsAreNamedWithTheirPlace() {
        let forbidden = Diagnostic(
            .error, "the character U+0 is not allowed in YAML", at: place(1, 5),
            hint: "save the file as UTF-8; every other byte of UTF-16 is 0")
        #expect(load(Array("kind\u{0}: Stack".utf8)) == [forbidden])
        let bell = Diagnostic(.error, "the character U+7 is not allowed in YAML", at: place(3, 2))
        #expect(load(Array("a: b\r\nc: d\r\ne\u{7}".utf8)) == [bell])
    }

    @Test func aFileInUTF16IsNotUTF8() {
        #expect(load([0xFF, 0xFE, 0x61, 0x00]).map(\.location) == [place(1, 1)])
    }

    @Test func aByteOrderMarkAndForeignLineBreaksDoNoHarm() {
        let lines = ["\u{FEFF}apiVersion: datera-apply/v1", "kind: Stack", "stack: Payments"]
        for lineBreak in ["\n", "\r\n", "\r"] {
            let diagnostics = load(Array(lines.joined(separator: lineBreak).utf8))
            #expect(diagnostics.map(\.location) == [place(3, 8)])
        }
    }

    @Test func jsonMayBeIndentedWithTabs() {
        let text = "{\n\t\"apiVersion\": \"datera-apply/v1\",\n\t\"kind\":\"Stack\", \"stack\":\"abc\"\n}\n"
        #expect(load(Array(text.utf8)) == [])
    }

    @Test func aManifestWithoutContentSaysWhatAStackNeeds() {
        for text in ["", "\n", "# only a comment\n", "---\n---\n...\n", "~"] {
            let diagnostics = load(Array(text.utf8))
            #expect(diagnostics.map(\.message) == ["the manifest is empty"])
            #expect(diagnostics.map(\.location) == [place(1, 1)])
            #expect(
                diagnostics.map(\.hint) == [
                    "a stack needs at least `apiVersion: datera-apply/v1`, `kind: Stack` and `stack: NAME`"
                ])
        }
    }

    @Test func noSourceAtAllIsAnEmptyManifestWithoutAPlace() {
        let loaded = ManifestLoader().load([])
        #expect(loaded.diagnostics.map(\.message) == ["the manifest is empty"])
        #expect(loaded.diagnostics.map(\.location) == [nil])
        #expect(loaded.desired == nil)
    }

    @Test func theOptionNamesTheTenantOfAStackThatNamesNone() {
        let options = ManifestOptions(tenantOverride: TenantPath("retail"))
        let header = "apiVersion: datera-apply/v1\nkind: Stack\nstack: abc\n"
        for text in [header, header + "tenant: /root/retail\n"] {
            let source = ManifestSource(name: "m.yaml", text: Array(text.utf8))
            #expect(ManifestLoader(options: options).load([source]).desired?.tenant == TenantPath("/root/retail"))
        }
    }

    private func load(_ text: [UInt8]) -> [Diagnostic] {
        ManifestLoader().load([ManifestSource(name: "m.yaml", text: text)]).diagnostics
    }

    private func place(_ line: Int, _ column: Int) -> Diagnostics.SourceLocation {
        Diagnostics.SourceLocation(file: "m.yaml", line: line, column: column)
    }
}
