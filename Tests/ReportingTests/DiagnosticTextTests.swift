import Diagnostics
import Reporting
import Testing

@Suite struct DiagnosticTextTests {
    private let text = DiagnosticText(sources: ["stack.yaml": "volumes:\n  ledger: {sizee: 20GiB}\n"])

    @Test func aDiagnosticShowsItsPlaceItsLineAndAHint() {
        let diagnostic = Diagnostic(
            .error, "unknown key `sizee`", at: SourceLocation(file: "stack.yaml", line: 2, column: 12),
            hint: "did you mean `size`?")
        #expect(
            text.render([diagnostic]) == """
                stack.yaml:2:12: error: unknown key `sizee`
                    2 |   ledger: {sizee: 20GiB}
                      |            ^
                  hint: did you mean `size`?

                """)
    }

    @Test func aLineThatHoldsASecretIsNotShown() {
        let diagnostic = Diagnostic(
            .error, "no literal", at: SourceLocation(file: "stack.yaml", line: 2, column: 12), redactsSourceLine: true)
        #expect(text.render([diagnostic]) == "stack.yaml:2:12: error: no literal\n")
    }

    /// What a planner or a copy says of a line knows nothing of what else stands on it.
    @Test(arguments: ["https://u:p@h/a", "https://h/a?sig=1"]) func aPrivateAddressIsNotShown(_ address: String) {
        let text = DiagnosticText(sources: ["stack.yaml": "image: {url: \"\(address)\"}"])
        let diagnostic = Diagnostic(.error, "no", at: SourceLocation(file: "stack.yaml", line: 1, column: 1))
        #expect(text.render([diagnostic]) == "stack.yaml:1:1: error: no\n")
    }

    @Test func aPlaceBeyondTheTextIsShownWithoutALine() {
        let diagnostic = Diagnostic(.warning, "odd", at: SourceLocation(file: "stack.yaml", line: 99, column: 1))
        #expect(text.render([diagnostic]) == "stack.yaml:99:1: warning: odd\n")
    }

    @Test func anEndlessLineIsCutAroundTheCaret() {
        let line = String(repeating: "x", count: 5000)
        let text = DiagnosticText(sources: ["one.json": line])
        let diagnostic = Diagnostic(.error, "no", at: SourceLocation(file: "one.json", line: 1, column: 3000))
        let lines = text.render([diagnostic]).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count < 120 })
        #expect(lines[2].hasSuffix("^"))
    }

    /// The line may hold what the message says is not allowed there.
    @Test func aTerminalActsUponNothingInALine() {
        let text = DiagnosticText(sources: ["m.yaml": "a: \u{1B}[31m\u{202E}b\tc"])
        let diagnostic = Diagnostic(.error, "no", at: SourceLocation(file: "m.yaml", line: 1, column: 10))
        #expect(text.render([diagnostic]).contains("    1 | a: \u{FFFD}[31m\u{FFFD}b c\n      |          ^\n"))
    }
}
