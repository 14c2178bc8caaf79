import Reporting
import TestSupport
import Testing

@testable import Attachment

/// What a user and a program are shown of a host.
@Suite struct HostTextTests {
    @Test func aPlanNamesEachStepWithItsReason() throws {
        let report = try Sample.host().run().plan([Sample.wanted(portals: [Sample.portals[0]])])
        #expect(
            HostText().plan(report) == """
                volume/v0: create the node record of \(Sample.iqn) at 172.28.0.10:3260  (there is no record of this portal)
                volume/v0: write login and start-up into the node record of \(Sample.iqn) at 172.28.0.10:3260  (the record is new)
                volume/v0: log in to \(Sample.iqn) at 172.28.0.10:3260  (there is no session to this portal)
                volume/v0: scan for LUN 0 of \(Sample.iqn) at 172.28.0.10:3260  (the session has no device for it)
                volume/v0: record the identity of LUN 0 of \(Sample.iqn)  (it is seen for the first time)
                volume/v0: assemble the multipath map of LUN 0 of \(Sample.iqn)  (it has no multipath map)
                6 steps to do.

                """)
    }

    @Test func aStatusShowsDeviceAndPaths() async throws {
        let host = try await Sample.attached()
        let report = try host.run().status([Sample.wanted()])
        #expect(
            HostText().status(report) == """
                VOLUME     SIZE    STATE     PATHS   DEVICE
                volume/v0  10 GiB  attached  2 of 2  /dev/mapper/\(Sample.wwid(0))

                """)
        let plan = try host.run().plan([Sample.wanted()])
        #expect(HostText().plan(plan) == "Nothing to do.\n")
    }

    @Test func aProblemHasItsCodeAndWhatToDo() async throws {
        let host = try await Sample.attached()
        host.change { $0.sessions[1]?.isLoggedIn = false }
        let text = HostText().status(try host.run().status([Sample.wanted()]))
        #expect(text.contains("volume/v0  10 GiB  degraded  1 of 2  /dev/mapper/"))
        #expect(
            text.contains("missing path_missing: volume/v0: 1 of 2 paths: the session to 172.28.0.10:3260 is down\n"))
    }

    @Test func theJSONHasCindersConnectionPropertiesAndNoSecret() async throws {
        let host = try await Sample.attached([Sample.wanted(1)])
        let report = try host.run().status([Sample.wanted(1)])
        let text = HostJSON.render(report, verb: "status", initiator: ModelHostState.initiator)
        #expect(!text.contains(Sample.password))
        let tree = try JSONTree(parsing: Array(text.utf8))
        #expect(tree[path: "attachments.0.device"]?.text == "/dev/mapper/\(Sample.wwid(1))")
        let connection = try #require(tree[path: "attachments.0.connection"])
        for (key, value) in [
            ("target_portals.1", "172.29.0.10:3260"), ("target_iqns.0", Sample.iqn), ("target_luns.1", "1"),
            ("target_portal", "172.28.0.10:3260"), ("target_iqn", Sample.iqn), ("target_lun", "1"),
            ("auth_method", "CHAP"), ("auth_username", "ledger"), ("discard", "false"),
        ] { #expect(connection[path: key]?.text == value, "\(key)") }
        #expect(connection["auth_password"] == nil)
    }

    @Test(arguments: [
        (HostReport.Outcome.converged, Reporting.ExitStatus.success), (.incomplete, .partlyApplied),
        (.blocked, .blocked),
    ])
    func theExitStatusIsThatOfTheOutcome(outcome: HostReport.Outcome, status: Reporting.ExitStatus) {
        #expect(Reporting.ExitStatus(outcome) == status)
    }
}
