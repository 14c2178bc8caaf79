import TestSupport
import Testing

/// `--version`: what a report of a fault needs to say.
@Suite struct VersionTests {
    @Test func itSaysVersionCommitAndAPIVersions() async throws {
        let run = try await ToolRun(["--version"])
        #expect(run.status == 0 && run.error.isEmpty)
        let lines = run.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 3, "\(run.output)")
        #expect(lines[0].wholeMatch(of: /datera-apply \d+\.\d+\.\d+/) != nil, "\(lines[0])")
        #expect(
            lines[1].wholeMatch(of: /commit: ([0-9a-f]{40}(-modified)?|unknown \(`make release` records it\))/) != nil,
            "\(lines[1])")
        #expect(lines[2] == "array API: 2.1, 2.2, 2.3")
    }
}
