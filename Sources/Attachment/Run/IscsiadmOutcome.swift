/// What an exit code of iscsiadm 2.1 means for the action that was asked for (iscsiadm(8), "EXIT STATUS").
package enum IscsiadmOutcome: Sendable, Hashable {
    package enum Action: String, Sendable, CaseIterable {
        case logIn = "login"
        case logOut = "logout"
        case createRecord = "new"
        case deleteRecord = "delete"
        case list
    }

    case success
    /// It says that there is nothing to do. Of a login this counts only when sysfs shows the session.
    case alreadySo
    /// May be different in a moment.
    case retry(String)
    /// The record is of another version of open-iscsi, or damaged: it is made anew, once.
    case recordUnusable
    /// Trying again is of no use before something is done.
    case permanent(HostProblem.Code, String, remedy: String)

    package init(_ code: Int32, of action: Action) {
        self = Self.common[code] ?? Self.unknown(code)
        switch (action, code) {
        case (.logIn, 15), (.logOut, 2), (.logOut, 21), (.logOut, 32), (.deleteRecord, 21), (.list, 21),
            (.createRecord, 15):
            self = .alreadySo
        case (.logIn, 21), (.logIn, 7), (.createRecord, 7): self = .recordUnusable
        case (.logIn, 22), (.logIn, 23): self = .retry("the session is not in sysfs yet")
        case (.logOut, 10), (.logOut, 28): self = .retry("the session could not be ended; something holds its devices")
        case (.logIn, _), (.logOut, _), (.createRecord, _), (.deleteRecord, _), (.list, _): break
        }
    }

    package static let lastKnownCode: Int32 = 32

    private static let logOfDaemon = "look at the log of iscsid (journalctl -u iscsid)"
    private static let startDaemon = "systemctl start iscsid.socket"

    private static func unknown(_ code: Int32) -> IscsiadmOutcome {
        .permanent(.toolFailed, "iscsiadm ended with \(code), which its manual does not have", remedy: logOfDaemon)
    }

    /// What a code means whatever was asked for.
    private static let common: [Int32: IscsiadmOutcome] = [
        0: .success,
        1: .permanent(.toolFailed, "iscsiadm failed without saying why (1)", remedy: logOfDaemon),
        2: .permanent(.toolFailed, "there is no such session (2)", remedy: "run host apply again"),
        3: .permanent(.toolFailed, "iscsiadm had no memory (3)", remedy: "free memory on this host"),
        4: .retry("the portal cannot be reached (4)"),
        5: .permanent(.loginRefused, "the login failed (5)", remedy: logOfDaemon),
        6: .permanent(
            .notPermitted, "open-iscsi's records cannot be read or written (6)",
            remedy: "run as root; check that /etc/iscsi/nodes is writable and its disk not full"),
        7: .permanent(
            .toolFailed, "iscsiadm did not take its arguments (7)", remedy: "report this with iscsiadm --version"),
        8: .retry("the portal did not answer in time (8)"),
        9: .permanent(.toolFailed, "iscsiadm has a bug there (9)", remedy: logOfDaemon),
        10: .permanent(.toolFailed, "the logout failed (10)", remedy: logOfDaemon),
        11: .retry("the target did not answer in time (11)"),
        12: .permanent(
            .hostPrerequisite, "the iSCSI transport is not there (12)", remedy: "modprobe iscsi_tcp"),
        13: .permanent(.notPermitted, "iscsiadm was not allowed to do it (13)", remedy: "run as root"),
        14: .permanent(
            .hostPrerequisite, "the iSCSI transport cannot do it (14)", remedy: "use the interface `default`"),
        15: .permanent(.toolFailed, "there is such a session already (15)", remedy: "run host apply again"),
        16: .permanent(.toolFailed, "iscsid does not know the request (16)", remedy: "restart iscsid after an upgrade"),
        17: .permanent(.toolFailed, "there is no iSNS server (17)", remedy: logOfDaemon),
        18: .retry("iscsid did not answer (18)"),
        19: .permanent(
            .loginRefused, "the target refused the login (19): the ACL, CHAP, or its limit of sessions",
            remedy: "check that the array lists this initiator name for the storage instance, and its CHAP"),
        20: .permanent(.hostPrerequisite, "iscsid does not run (20)", remedy: startDaemon),
        21: .permanent(.toolFailed, "there is no such record, session or portal (21)", remedy: "run host apply again"),
        22: .permanent(.toolFailed, "sysfs does not show it (22)", remedy: "check that /sys is mounted"),
        23: .permanent(.toolFailed, "the SCSI host is not there (23)", remedy: "run host apply again"),
        24: .permanent(
            .chapRefused, "the target refused the CHAP user or password (24)",
            remedy: "compare them with the storage instance; a rotation is declared by chap.version and applied first"),
        25: .permanent(.toolFailed, "the iSNS query failed (25)", remedy: logOfDaemon),
        26: .permanent(.toolFailed, "the iSNS registration failed (26)", remedy: logOfDaemon),
        27: .permanent(.toolFailed, "this open-iscsi cannot do it (27)", remedy: "use open-iscsi 2.1 or later"),
        28: .retry("the device is busy (28)"),
        29: .retry("iscsid asks to try again (29)"),
        30: .permanent(.toolFailed, "the type of discovery is unknown (30)", remedy: logOfDaemon),
        31: .permanent(.toolFailed, "a child of iscsiadm was killed (31)", remedy: logOfDaemon),
        32: .permanent(.toolFailed, "the session is not connected (32)", remedy: "bring the portal back"),
    ]
}
