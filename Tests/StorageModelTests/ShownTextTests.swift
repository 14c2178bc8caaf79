import StorageModel
import Testing

/// Text that comes from an array, on its way to a terminal, a log or a CI system.
@Suite struct ShownTextTests {
    @Test(arguments: [
        ("plain text, 10 GiB", "plain text, 10 GiB"),
        ("\u{1B}[2J\u{1B}]0;title\u{07}", #"\u{1B}[2J\u{1B}]0;title\u{7}"#),
        ("one\r\ntwo\tthree", #"one\r\ntwo\tthree"#),
        ("\u{9B}31m", #"\u{9B}31m"#), ("\u{7F}", #"\u{7F}"#), ("\u{2028}", #"\u{2028}"#),
        ("\u{202E}desrever", #"\u{202E}desrever"#), ("\u{FEFF}x", #"\u{FEFF}x"#),
        ("\u{200B}x", #"\u{200B}x"#), ("a\u{AD}b", #"a\u{AD}b"#), ("a\u{2060}b", #"a\u{2060}b"#),
        ("\u{61C}x", #"\u{61C}x"#), ("a\u{180E}b", #"a\u{180E}b"#), ("a\u{E0041}b", #"a\u{E0041}b"#),
        ("a\u{200D}b", #"a\u{200D}b"#), ("a\u{3164}b", #"a\u{3164}b"#), ("❤️", "❤️"),
        ("::error::stop", #"\::error::stop"#), ("no \n::set-output name=a::b", #"no \n\::set-output name=a::b"#),
        ("  ::warning file=x::", #"  \::warning file=x::"#), ("##[error]x", "\\##[error]x"),
        ("fe80::a%eth0 and ::1", "fe80::a%eth0 and ::1"), ("Größe 🗄 ok", "Größe 🗄 ok"),
    ])
    func isEscapedWhereItIsNoPlainText(text: String, shown: String) {
        #expect(text.shown() == shown)
        // Shown twice is shown once.
        #expect(text.shown().shown() == shown)
    }

    @Test func keepsTheLinesOfAMessageOfItsOwn() {
        #expect("one\ntwo\r\u{200B}".shown(keepsLineBreaks: true) == "one\ntwo\\r\\u{200B}")
    }

    @Test func isBounded() {
        let text = String(repeating: "x", count: 1_000_000)
        #expect(text.shown(limit: 10) == "xxxxxxxxxx… (999990 more characters)")
        #expect(text.shown().count < 2100)
    }

    @Test func everyFailureIsShownOnOneLine() {
        let facts = FailedCall("GET http://array.test")
        let evil = "\u{1B}[2J\r\n::error::" + String(repeating: "y", count: 100_000)
        for failure in [
            ArrayFailure.refused(facts, message: evil), .conflict(facts, message: evil),
            .unintelligible(facts, reason: evil), .serverError(facts, message: evil),
            .misconfigured(facts, reason: evil, remedy: "Do it."), .noCommonVersion(offered: [evil]),
        ] {
            let text = failure.description
            #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 } && text.count < 2100)
            #expect(!text.contains("\n::"))
        }
    }
}
