import Checking
import Reporting
import TestSupport
import Testing

/// How a checkup is shown, and what a run ends with.
@Suite struct DoctorReportTests {
    private static let checkup = Checkup([
        Check(.clock, .warning, "behind\u{1B}[31m", remedy: "Set it."), Check(.tcp, .ok, "port 7718 takes connections"),
        Check(.login, .error, "refused", isRefusal: true), Check(.health, .skipped, "no session"),
    ])

    @Test func textHasOneLineForEachCheckInOrderAndItsRemedyBelow() {
        let text = DoctorText().render(Self.checkup)
        #expect(
            text == """
                ok       tcp     port 7718 takes connections
                error    login   refused
                warning  clock   behind\\u{1B}[31m
                                 Set it.
                skipped  health  no session
                1 error, 1 warning; 1 ok, 1 skipped.

                """)
    }

    @Test func jsonHasTheSameAndLeavesOutWhatIsNotThere() throws {
        let tree = try JSONTree(parsing: Array(DoctorJSON.render(Self.checkup).utf8))
        #expect(tree["kind"]?.text == "doctor" && tree["outcome"]?.text == "refused")
        let checks = tree["checks"]?.elements ?? []
        #expect(checks.map { $0["name"]?.text } == ["tcp", "login", "clock", "health"])
        #expect(checks.map { $0["remedy"]?.text } == [nil, nil, "Set it.", nil])
    }

    @Test(arguments: [
        (Checkup.Outcome.ok, Reporting.ExitStatus.success), (.warning, .success), (.error, .failure),
        (.refused, .authenticationFailed),
    ]) func onlyErrorsFailARun(outcome: Checkup.Outcome, status: Reporting.ExitStatus) {
        #expect(Reporting.ExitStatus(outcome) == status)
    }
}
