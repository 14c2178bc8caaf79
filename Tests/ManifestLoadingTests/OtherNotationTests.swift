import Diagnostics
import ManifestLoading
import StorageModel
import Testing

/// Manifests as other programs write them, and texts that are none.
@Suite struct OtherNotationTests {
    private func load(_ text: String) -> LoadedManifest {
        ManifestLoader().load([ManifestSource(name: "m.yaml", text: Array(text.utf8))])
    }

    /// A manifest in JSON, with one description as it is written there.
    private func json(_ description: String) -> String {
        #"{"apiVersion":"datera-apply/v1","kind":"Stack","stack":"abc","#
            + #""volumes":{"ledger":{"size":"1GiB","description":"\#(description)"},"more":{"sizee":1}}}"#
    }

    private func description(_ text: String) throws -> String? {
        let valid = text.replacing("sizee\":1", with: "size\":\"1GiB\"").replacing("sizee: 1", with: "size: 1")
        let loaded = load(valid)
        let desired = try #require(loaded.desired, "\(loaded.diagnostics)")
        return desired.appInstances.first { $0.key.name == "ledger" }?.metadata["description"]?.value
    }

    @Test(arguments: [
        (#"\ud83d\ude00"#, "😀"), (#"a\uD83D\uDE00b\ud83d\ude01"#, "a😀b😁"), (#"\udbff\udfff"#, "\u{10FFFF}"),
        (#"\ud800\udc00\ud83d\ude00"#, "\u{10000}😀"), (#"\\ud83d\\ude00"#, #"\ud83d\ude00"#),
        (#"\\\ud83d\ude00"#, #"\😀"#), (#"\ue000\ud83d\ude00"#, "\u{E000}😀"), ("\u{E000}\\ud83d\\ude00", "\u{E000}😀"),
        (#"ü\u00fc\ud83d\ude00"#, "üü😀"),
    ])
    func surrogatePairsOfJSONAreOneCharacter(written: String, meant: String) throws {
        #expect(try description(json(written)) == meant)
        // What stands behind them is found where it is.
        let mistake = load(json(written)).diagnostics.first { $0.severity == .error }
        let text = json(written)
        let place = try #require(text.firstRange(of: "sizee"))
        #expect(mistake?.location?.column == text.unicodeScalars[..<place.lowerBound].count)
    }

    @Test(arguments: ["\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00", "\\ud83dx\\ude00"])
    func halfAPairIsAnErrorAtItsPlace(written: String) throws {
        let text = json("ab" + written)
        let diagnostic = try #require(load(text).diagnostics.first)
        #expect(diagnostic.message.contains("half of a surrogate pair"), "\(diagnostic)")
        let start = try #require(text.firstRange(of: "\\ud")).lowerBound
        #expect(diagnostic.location?.line == 1)
        #expect(diagnostic.location.map { $0.column > text.unicodeScalars[..<start].count } == true)
    }

    /// Only double quotes give a backslash a meaning; everywhere else, and in comments, the text stays what it is.
    @Test(arguments: [
        #"'\ud83d\ude00'"#, #"x\ud83d\ude00"#, #"x\ud83d"#, "|-\n      \\ud83d\\ude00", ">-\n      \\ud83d",
    ])
    func elsewhereABackslashIsABackslash(written: String) throws {
        let text = """
            # \\ud83d is in a comment: \\ud83d\\ude00
            apiVersion: datera-apply/v1
            kind: Stack
            stack: abc # \\ude00
            volumes:
              ledger:
                size: 1GiB
                description: \(written)
                metadata: {a: "\\ud83d\\ude00", b: 'y\\ud83d'} # \\ude00
              more: {sizee: 1}
            """
        let plain = written.split(separator: "\n").last.map { $0.filter { $0 != "'" && $0 != " " } }
        #expect(try description(text) == plain)
        let desired = try #require(load(text.replacing("sizee: 1", with: "size: 1GiB")).desired)
        let metadata = try #require(desired.appInstances.first { $0.key.name == "ledger" }).metadata
        #expect(metadata["a"]?.value == "😀" && metadata["b"]?.value == #"y\ud83d"#)
        #expect(load(text).diagnostics.first?.location?.line == text.split(separator: "\n").count)
    }

    private static let head = "apiVersion: datera-apply/v1\nkind: Stack\nstack: abc\n"

    @Test(arguments: [
        (head + "volumes:\n\u{A0}\u{A0}data-01: {size: 1GiB}\n", "a no-break space (U+00A0) is here"),
        (head + "volumes:\n  data-01: {size: 1GiB}\n\u{A0}\u{A0}data-02: {size: 1GiB}\n", "a no-break space (U+00A0)"),
        (head + "volumes:\n  data-01:\u{A0}{size: 1GiB}\n  b: {size: 1GiB}\n", "a no-break space (U+00A0)"),
        (head + "volumes:\n  data-01:\n    size:\u{2003}1GiB\n    name: abc\n", "the blank U+2003"),
    ])
    func aBlankThatIsNoneIsNamed(text: String, said: String) throws {
        let diagnostic = try #require(load(text).diagnostics.first)
        #expect((diagnostic.message + (diagnostic.hint ?? "")).contains(said), "\(diagnostic)")
    }

    @Test func aQuotedKeyMayBeginWithOne() {
        let text = Self.head + "volumes: {ledger: {size: 1GiB, metadata: {\"\u{A0}k\": v}}}\n"
        #expect(load(text).diagnostics == [])
    }

    @Test(arguments: [
        (head + "<<<<<<< HEAD\nvolumes: {a: 1}\n=======\nvolumes: {b: 1}\n>>>>>>> other\n", "merge conflict", 4),
        ("# saved\n[DEFAULT]\nenabled_backends = datera\n\n[datera]\nsan_ip = 10.0.0.1\n", "INI file", 2),
        (head + "---\n\u{FEFF}volumes: {}\n", "byte order mark", 5),
        ("a\u{0}p\u{0}", "UTF-16", 1),
        (head + "volume_types: {gold: {extra_specs: \"DF:replica_count='2'\"}}\n", "on its own line", 4),
    ])
    func whatItIsInsteadIsSaid(text: String, said: String, line: Int) throws {
        let diagnostic = try #require(load(text).diagnostics.first)
        #expect((diagnostic.message + (diagnostic.hint ?? "")).contains(said), "\(diagnostic)")
        #expect(diagnostic.location?.line == line)
    }

    /// Messages show what a manifest says, and a terminal acts upon none of it.
    @Test func controlCharactersAreShownInMessages() throws {
        let text = Self.head + #"volumes: {ledger: {size: "\e[31m1\u202e", name: "\a"}}"#
        let messages = load(text).diagnostics.map(\.message).joined()
        #expect(messages.contains(#"\u{1B}[31m1\u{202E}"#) && messages.contains(#"\u{7}"#), "\(messages)")
        #expect(messages.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }
}
