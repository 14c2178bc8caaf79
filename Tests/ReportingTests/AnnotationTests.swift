import Diagnostics
import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

/// Remarks at the lines of a manifest, as forges read them.
@Suite struct AnnotationTests {
    private static let diagnostics = [
        Diagnostic(
            .error, "unknown key `sizee`: 100 %, or\nmore",
            at: SourceLocation(file: "stacks/a,b:c.yaml", line: 12, column: 5),
            hint: "did you mean `size`?"),
        Diagnostic(.warning, "no place <here> & \"there\"]]>"),
        Diagnostic(.note, "a note", at: SourceLocation(file: "./stacks/x.yaml", line: 3, column: 1)),
    ]

    private func render(_ format: AnnotationFormat, _ annotations: [Annotation]? = nil) -> String {
        format.render(
            annotations ?? Annotation.annotations(of: Self.diagnostics), verb: "validate", subject: "stacks/x.yaml",
            fallback: "stacks/x.yaml")
    }

    @Test func gitHubReadsOneCommandALine() {
        #expect(
            render(.github) == #"""
                ::error file=stacks/a%2Cb%3Ac.yaml,line=12,col=5,title=manifest::unknown key `sizee`: 100 %25, or\nmore; did you mean `size`?
                ::warning title=manifest::no place <here> & "there"]]>
                ::notice file=stacks/x.yaml,line=3,col=1,title=manifest::a note

                """#)
    }

    @Test func aMessageCannotHoldAnotherCommand() {
        let annotation = Annotation(
            severity: .notice, code: "note", title: "x\n::error::y",
            message: "a\r\n::add-mask::b\u{2028}::stop-commands::c")
        let text = render(.github, [annotation])
        #expect(text.split(whereSeparator: \.isNewline).count == 1, "\(text)")
    }

    @Test func gitLabNamesAFileForEverythingAndNoFingerprintTwice() throws {
        let text = render(.gitlab, Annotation.annotations(of: Self.diagnostics + Self.diagnostics))
        let issues = try JSONTree(parsing: Array(text.utf8)).elements
        #expect(issues.count == 6)
        #expect(Set(issues.compactMap { $0["fingerprint"]?.text }).count == 6)
        #expect(issues.map { $0["severity"]?.text } == ["blocker", "major", "info", "blocker", "major", "info"])
        #expect(issues[1]["location"]?["path"]?.text == "stacks/x.yaml")
    }

    @Test func jUnitCountsErrorsAsFailures() {
        let text = render(.junit)
        #expect(text.contains(#"<testsuite name="stacks/x.yaml" tests="3" failures="1" errors="0">"#))
        #expect(
            text.contains(
                #"<failure message="unknown key `sizee`: 100 %, or\nmore; did you mean `size`?" type="manifest">"#))
        #expect(text.contains("no place &lt;here&gt; &amp; &quot;there&quot;]]&gt;</system-out>"))
    }

    @Test func aPlanWarnsAtTheLineOfEachChangeThatDoesHarm() async throws {
        let record = PlanRecord(try await SamplePlan.named("removal").plan())
        let text = render(.github, Annotation.annotations(of: record, allowance: RiskAllowance()))
        #expect(text.contains("::error title=blocked%3A max_deletes::this plan removes 2 volumes"))
        #expect(text.contains("::error title=not allowed::apply will not be given --allow-destroy, so it would refuse"))
        #expect(
            text.contains(
                "::warning file=stack.yaml,line=9,col=12,title=destructive%3A volume/ledger::permanently deletes 100 GiB"
            ))
        let allowed = render(.github, Annotation.annotations(of: record, allowance: RiskAllowance(destructive: true)))
        #expect(!allowed.contains("not allowed"))
    }
}
