import Glibc
import StorageModel
import TestSupport
import Testing

@testable import Attachment

/// Records and locks as files of a real folder.
@Suite struct RecordTests {
    private static let login = TargetLogin.chap(CHAPLogin(user: "ledger", password: Secret(Sample.password)))

    private static func mode(of path: String) -> UInt32 {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test func onlyWhatIsOursIsWritten() throws {
        let text = """
            # BEGIN RECORD 2.1.8
            node.name = \(Sample.iqn)
            node.startup = automatic
            node.session.auth.username_in = left
            node.session.timeo.replacement_timeout = 120
            node.session.auth.authmethod = None
            # END RECORD

            """
        let written = try RecordText.text(text, with: RecordSettings(Self.login))
        #expect(
            written == """
                # BEGIN RECORD 2.1.8
                node.name = \(Sample.iqn)
                node.startup = manual
                node.session.timeo.replacement_timeout = 120
                node.session.auth.authmethod = CHAP
                node.conn[0].timeo.login_timeout = 10
                node.session.auth.password = \(Sample.password)
                node.session.auth.username = ledger
                node.session.initial_login_retry_max = 1
                node.session.scan = manual
                # END RECORD

                """)
        #expect(try RecordText.text(written, with: RecordSettings(Self.login)) == written)
    }

    @Test func withoutCHAPNoPasswordStays() throws {
        let chap = try RecordText.text("# BEGIN RECORD\n# END RECORD\n", with: RecordSettings(Self.login))
        let none = try RecordText.text(chap, with: RecordSettings(.none))
        #expect(!none.contains(Sample.password) && none.contains("authmethod = None"))
    }

    @Test func mutualCHAPHasBothLogins() throws {
        let both = TargetLogin.mutual(
            CHAPLogin(user: "ledger", password: Secret(Sample.password)),
            target: CHAPLogin(user: "array", password: Secret("arraysecret1")))
        let text = try RecordText.text("", with: RecordSettings(both))
        #expect(text.contains("node.session.auth.username_in = array\n"))
        #expect(text.contains("node.session.auth.password_in = arraysecret1\n"))
    }

    @Test(arguments: ["two\nlines-long", "carriage\rreturn", "nul\u{0}inside1"])
    func aPasswordCannotBringASettingOfItsOwn(password: String) {
        let login = TargetLogin.chap(CHAPLogin(user: "u", password: Secret(password)))
        #expect(throws: HostFailure.notRecordable(key: "node.session.auth.password")) {
            try RecordText.text("", with: RecordSettings(login))
        }
    }

    @Test func whatHoldsASecretDoesNotPrintIt() {
        let step = HostStep.writeRecord(Sample.targets[0], RecordSettings(Self.login))
        #expect(!"\(step) \(String(reflecting: step)) \(RecordSettings(Self.login))".contains(Sample.password))
    }

    @Test func aReplacedFileIsForItsOwnerAlone() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("etc/iscsi/nodes/\(Sample.iqn)")
        let path = "/etc/iscsi/nodes/\(Sample.iqn)/172.28.0.10,3260"
        try folder.write("old\n", to: String(path.dropFirst()), mode: 0o644)
        let files = RootedFiles(root: folder.path)
        try files.replace(path, with: "new\n", draftIn: "/etc/iscsi")
        #expect(files.text(path) == "new")
        #expect(Self.mode(of: folder.path + path) == 0o600)
        // open-iscsi takes each file below `nodes` for a record: no draft may be left there.
        #expect(files.list("/etc/iscsi/nodes/\(Sample.iqn)") == ["172.28.0.10,3260"])
        #expect(files.list("/etc/iscsi") == ["nodes"])
    }

    @Test func openISCSIsLockIsTakenAndGivenBack() async throws {
        let folder = try TemporaryFolder()
        let files = RootedFiles(root: folder.path)
        let lock = RecordLock(files, timing: Sample.host().timing)
        try await lock.withLock { () throws(HostFailure) in
            #expect(files.list("/run/lock/iscsi") == ["lock", "lock.write"])
            #expect(throws: HostFailure.alreadyThere(path: RecordLock.held)) {
                try files.link(RecordLock.file, as: RecordLock.held)
            }
        }
        #expect(files.list("/run/lock/iscsi") == ["lock"])
    }

    @Test func aLockThatIsHeldForAWhileIsWaitedFor() async throws {
        let folder = try TemporaryFolder()
        let files = RootedFiles(root: folder.path)
        try files.link(RecordLock.file, as: RecordLock.held)
        let clock = MovedClock()
        let waiting = Task { () throws in
            try await RecordLock(files, timing: clock.timing).withLock { () throws(HostFailure) in }
        }
        await clock.somebodySleeps()
        try files.remove(RecordLock.held)
        await clock.wakeNext()
        try await waiting.value
    }

    @Test func aStaleLockIsNamedWithWhatToDo() async throws {
        let folder = try TemporaryFolder()
        let files = RootedFiles(root: folder.path)
        try files.link(RecordLock.file, as: RecordLock.held)
        let host = Sample.host()
        host.change { $0.files[RecordLock.held] = "" }
        let report = try await host.run().apply([Sample.wanted()])
        #expect(report.outcome == .incomplete)
        let locked = try #require(report.problems.first { $0.code == .recordLocked })
        #expect(locked.message.contains("within 5 s") && locked.message.contains("rm /run/lock/iscsi/lock.write"))
        #expect(!host.commands.contains { $0.contains("--login") })
        await #expect(throws: HostFailure.recordLocked(path: RecordLock.held, waited: .seconds(5))) {
            try await RecordLock(files, timing: host.timing).withLock { () throws(HostFailure) in }
        }
    }

    @Test func theLockOfTheHostIsForOneRun() throws {
        let folder = try TemporaryFolder()
        let files = RootedFiles(root: folder.path)
        let lock = try #require(try files.lock(HostRun.lockPath))
        #expect(try files.lock(HostRun.lockPath) == nil)
        lock.release()
        let again = try #require(try files.lock(HostRun.lockPath))
        again.release()
    }

    @Test func aDamagedStateIsRefusedAndNotTakenForAnEmptyOne() throws {
        let folder = try TemporaryFolder()
        let files = RootedFiles(root: folder.path)
        #expect(try HostState(readFrom: files) == HostState())
        for text in ["", "{", "[]", "{\"version\": 2, \"claims\": [], \"units\": []}"] {
            try files.replace(HostState.path, with: text, draftIn: nil)
            #expect(throws: HostFailure.self) { try HostState(readFrom: files) }
        }
    }
}
