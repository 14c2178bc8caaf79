import Testing

@testable import Simulation

@Suite struct TextPatternTests {
    private static let samples = [
        "", "ab", "abc", "_a-b.c", "1abc", "a b", "a b c", "a\tb", "-abc", "abc\n", "é12", "/", "//", "/a", "/a/",
        "a/b",
        "/a//b", "/initiators/iqn.1993-08.org.debian:01:abc", "iqn.1993-08.org.debian:01:abc",
        "iqn.1993-28.org.debian:01:abc", "iqn.1993-08.org", "iqn.1993-08.org.debian/x", "eui.0123456789abcdef",
        "eui.0123456789ABCDEF", "eui.0123", "iqn.93-08.org.debian:01:abc", "0.0.0.0", "255.255.255.255", "256.1.1.1",
        "1.2.3", "01.2.3.4", "host", "host-1.example.org", "-host", "host-", "a..b", "1d2h", "5s", "d", "5", "5x",
        "1d2",
        "78b37b64-0000-4000-8000-000000000001", "78B37B64-0000-4000-8000-000000000001",
        "x78b37b64-0000-4000-8000-000000000001y", "78b37b64-0000-4000-8000-00000000000", "a@b.cd", "a.b@c-d.ef",
        "a@b", "a@[1.2.3.4]", "a@[1.2.3]", "\"x y\"@b.cd", ".a@b.cd", "a b@c.de", "a@b.c1", "abc\\d", "iqn.", "eui.",
    ]

    /// Run-time regular expressions are the reference for the matchers by hand.
    private func agrees(_ pattern: TextPattern, _ text: String) throws {
        // Swift reads a bare `[` inside a class as a nested class, which the schema does not mean.
        let source = pattern.source.split(separator: "()[").joined(separator: #"()\["#)
        let expected = try Regex(source).firstMatch(in: text) != nil
        #expect(pattern.matches(text) == expected, "\(pattern) on \(text.debugDescription)")
    }

    @Test(arguments: TextPattern.allCases)
    func matchersAgreeWithTheirExpressions(_ pattern: TextPattern) throws {
        for sample in Self.samples { try agrees(pattern, sample) }
        for length in [2, 3, 15, 16, 32, 33, 64, 65, 127, 128, 129, 223, 224] {
            try agrees(pattern, String(repeating: "a", count: length))
            try agrees(pattern, "iqn.2020-01.a." + String(repeating: "b", count: length))
        }
    }

    @Test(arguments: TextPattern.allCases)
    func matchersAgreeOnRandomMutations(_ pattern: TextPattern) throws {
        var random = SeededRandom(seed: 7)
        let alphabet = Array("aZ09_-./: @\"\\[]iqnde\t")
        for _ in 0..<300 {
            var text = Array(Self.samples.randomElement(using: &random) ?? "")
            let letter = alphabet.randomElement(using: &random) ?? "a"
            text.insert(letter, at: Int.random(in: 0...text.count, using: &random))
            try agrees(pattern, String(text))
        }
    }
}
