import StorageModel
import TestSupport
import Testing

@testable import Attachment

@Suite struct AttachTests {
    @Test func aVolumeIsAttachedThroughEachPortalWithoutDiscoveryAndWithoutASecretInAnArgument() async throws {
        let host = Sample.host()
        let report = try await host.run().apply([Sample.wanted(1)])
        #expect(report.outcome == .converged)
        #expect(report.attachments.map(\.devicePath) == ["/dev/mapper/\(Sample.wwid(1))"])
        #expect(report.attachments[0].paths.map(\.state) == [.up, .up])
        #expect(host.now.violations.isEmpty)
        // One disk for each portal, and of no other LUN.
        #expect(host.now.devices.map(\.lun) == [1, 1])
        #expect(host.now.maps[Sample.wwid(1)]?.paths.count == 2)
        let place = "-m node -T \(Sample.iqn) -p"
        #expect(
            host.commands == [
                "iscsiadm \(place) 172.28.0.10:3260 -o new", "iscsiadm \(place) 172.28.0.10:3260 --login",
                "iscsiadm \(place) 172.29.0.10:3260 -o new", "iscsiadm \(place) 172.29.0.10:3260 --login",
                "multipath -a \(Sample.wwid(1))", "multipathd add path sdc", "multipathd add path sdd",
                "udevadm settle --timeout=10",
                "dd if=/dev/mapper/\(Sample.wwid(1)) of=/dev/null bs=4096 count=1 iflag=direct status=none",
            ])
    }

    @Test func recordsAreManualAndHoldTheCHAPLogin() async throws {
        let host = try await Sample.attached()
        for target in Sample.targets {
            let record = try #require(host.now.files[ModelHostState.recordPath(target)])
            for line in [
                "node.startup = manual", "node.session.scan = manual", "node.session.auth.authmethod = CHAP",
                "node.session.auth.username = ledger", "node.session.auth.password = \(Sample.password)",
                "node.session.initial_login_retry_max = 1", "node.conn[0].timeo.login_timeout = 10",
            ] { #expect(record.split(separator: "\n").filter { $0 == line[...] }.count == 1, "\(line)") }
            #expect(record.hasSuffix("# END RECORD\n"))
        }
        // The lock of open-iscsi was given back.
        #expect(host.now.files[RecordLock.held] == nil)
    }

    @Test func withNothingToDoNoProgramIsRun() async throws {
        let host = try await Sample.attached([Sample.wanted(0), Sample.wanted(1)])
        let report = try await host.run().apply([Sample.wanted(0), Sample.wanted(1)])
        #expect(report.outcome == .converged && report.steps.isEmpty)
        #expect(host.commands.isEmpty)
        // Each path was asked for its identity all the same.
        #expect(host.now.writes.count == 4 && host.now.writes.allSatisfy { $0.hasSuffix("/rescan 1") })
    }

    @Test func withOnePortalDownTheVolumeIsAttachedAndTheNextRunHeals() async throws {
        let host = Sample.host()
        host.change { $0.targets[Sample.iqn]?.portals[Sample.portals[1]] = false }
        var report = try await host.run().apply([Sample.wanted()])
        #expect(report.outcome == .incomplete)
        #expect(report.attachments[0].devicePath != nil && report.attachments[0].state == .degraded)
        #expect(report.problems.contains { $0.code == .pathMissing && $0.message.hasPrefix("1 of 2 paths") })
        host.change { $0.targets[Sample.iqn]?.portals[Sample.portals[1]] = true }
        report = try await host.run().apply([Sample.wanted()])
        #expect(report.outcome == .converged && host.now.maps[Sample.wwid(0)]?.paths.count == 2)
    }

    @Test func requiredPathsSayHowManyAreEnough() async throws {
        let host = try await Sample.attached()
        host.change { state in
            for id in state.sessions.keys where state.sessions[id]?.target.portal == Sample.portals[1] {
                state.sessions[id]?.isLoggedIn = false
            }
        }
        #expect(try await host.run().apply([Sample.wanted()]).outcome == .incomplete)
        let enough = HostPlan.Options(stack: "shop", requiredPaths: 1)
        #expect(try await host.run(enough).apply([Sample.wanted()]).outcome == .converged)
    }

    @Test func aSessionThatIsDownIsReportedAndLeftAlone() async throws {
        let host = try await Sample.attached()
        host.change { state in for id in state.sessions.keys { state.sessions[id]?.isLoggedIn = false } }
        let report = try await host.run().apply([Sample.wanted()])
        #expect(report.outcome == .incomplete && host.commands.isEmpty && host.now.writes.isEmpty)
        #expect(report.attachments[0].paths.map(\.state) == [.sessionDown, .sessionDown])
        #expect(report.attachments[0].devicePath == nil)
    }

    @Test func theIPv6AddressOfAPortalStandsInBrackets() async throws {
        let portal = Portal(address: "fd00::1")
        let host = Sample.host(portals: [portal])
        let report = try await host.run().apply([Sample.wanted(portals: [portal])])
        #expect(report.outcome == .converged && host.now.violations.isEmpty)
        #expect(host.commands.contains("iscsiadm -m node -T \(Sample.iqn) -p [fd00::1]:3260 --login"))
        #expect(try await host.run().apply([Sample.wanted(portals: [portal])]).steps.isEmpty)
    }

    @Test func aWrongCHAPPasswordIsNotTriedAgain() async throws {
        let host = Sample.host(password: "anothersecret1")
        let report = try await host.run().apply([Sample.wanted()])
        #expect(report.outcome == .blocked && Set(report.problems.map(\.code)) == [.chapRefused])
        #expect(host.commands.filter { $0.hasSuffix("--login") }.count == 2)
    }

    @Test func aRotatedPasswordIsWrittenAndTheSessionStays() async throws {
        let host = try await Sample.attached()
        let rotated = TargetLogin.chap(CHAPLogin(user: "ledger", password: Secret("rotatedsecret1")))
        let report = try await host.run().apply([Sample.wanted(login: rotated)])
        #expect(report.outcome == .converged)
        #expect(!host.commands.contains { $0.hasPrefix("iscsiadm") })
        for target in Sample.targets {
            #expect(host.now.files[ModelHostState.recordPath(target)]?.contains("= rotatedsecret1\n") == true)
        }
    }

    @Test func aRecordThatThisOpenISCSICannotReadIsMadeAnewOnce() async throws {
        let host = Sample.host()
        let seven = CommandResult(.exited(7))
        host.answer { [host] command in
            let logins = host.now.commands.filter { $0.arguments.last == "--login" }
            return command.arguments.last == "--login" && logins.count == 1 ? seven : nil
        }
        let report = try await host.run().apply([Sample.wanted(portals: [Sample.portals[0]])])
        #expect(report.outcome == .converged)
        let tails = host.now.commands.filter { $0.program == "iscsiadm" }.map { $0.arguments.last ?? "" }
        #expect(tails == ["new", "--login", "delete", "new", "--login"])
    }

    @Test func aRecordThatStaysUnusableIsReported() async throws {
        let host = Sample.host()
        host.answer { $0.arguments.last == "--login" ? CommandResult(.exited(7)) : nil }
        let report = try await host.run().apply([Sample.wanted(portals: [Sample.portals[0]])])
        #expect(report.outcome == .incomplete && report.problems.contains { $0.code == .toolFailed })
        #expect(host.commands.filter { $0.hasSuffix("--login") }.count == 2)
    }

    /// A portal that refuses at once is asked three times; one that has kept iscsiadm waiting holds up nothing further.
    @Test(arguments: [(0, 3), (12, 1)]) func aLoginThatHasWaitedByItselfIsNotRepeated(
        seconds: Int, logins: Int
    ) async throws {
        let host = Sample.host()
        host.answer { [host] command in
            guard command.arguments.last == "--login" else { return nil }
            host.elapse(.seconds(seconds))
            return CommandResult(.exited(8))
        }
        let report = try await host.run().apply([Sample.wanted(portals: [Sample.portals[0]])])
        #expect(report.outcome == .incomplete)
        #expect(host.commands.filter { $0.hasSuffix("--login") }.count == logins)
    }

    @Test func fifteenIsSuccessOnlyWhenSysfsShowsTheSession() async throws {
        let host = Sample.host()
        host.answer { $0.arguments.last == "--login" ? CommandResult(.exited(15)) : nil }
        let report = try await host.run().apply([Sample.wanted()])
        #expect(report.outcome == .incomplete)
        #expect(report.problems.contains { $0.message.contains("sysfs shows no session") })
        #expect(!host.commands.contains { $0.hasSuffix("--logout") || $0.hasSuffix("delete") })
    }

    @Test func aRecordMadeByDiscoveryHasAnotherShapeAndIsTakenOverOnlyWhenAsked() async throws {
        let host = Sample.host()
        let path = ModelHostState.recordPath(Sample.targets[0]) + ",1/default"
        host.change { $0.files[path] = "# BEGIN RECORD 2.1.8\nnode.startup = automatic\n# END RECORD\n" }
        var report = try await host.run().apply([Sample.wanted()])
        #expect(report.outcome == .blocked && report.problems.contains { $0.code == .foreignTarget })
        #expect(host.commands.isEmpty)
        report = try await host.run(HostPlan.Options(stack: "shop", adopts: true)).apply([Sample.wanted()])
        #expect(report.outcome == .converged)
        #expect(host.now.files[path]?.contains("node.startup = manual\n") == true)
    }

    @Test func theCachedAttachmentsComeUpWithoutTheArrayAndWithoutASecret() async throws {
        let host = try await Sample.attached([Sample.wanted(0), Sample.wanted(1)])
        // A reboot: records and state stay, the rest goes.
        host.change { state in
            state.sessions = [:]
            state.devices = []
            state.maps = [:]
        }
        let cached = try HostState(readFrom: host).attachments
        #expect(cached.allSatisfy { $0.login == .chap(CHAPLogin(user: "ledger", password: nil)) })
        let report = try await host.run(HostPlan.Options(stack: nil)).apply(cached)
        #expect(report.outcome == .converged && report.attachments.count == 2)
        #expect(host.now.files[HostState.path]?.contains(Sample.password) == false)
    }

    @Test func aPasswordThatIsInNoRecordCannotBeCached() async throws {
        let host = try await Sample.attached()
        host.change { state in
            state.sessions = [:]
            state.devices = []
            state.maps = [:]
            for target in Sample.targets { state.files[ModelHostState.recordPath(target)] = nil }
        }
        let cached = try HostState(readFrom: host).attachments
        let report = try await host.run(HostPlan.Options(stack: nil)).apply(cached)
        #expect(report.outcome == .blocked && Set(report.problems.map(\.code)) == [.secretMissing])
    }

    @Test func whatTheHostLacksIsSaidBeforeAnythingIsDone() async throws {
        let host = Sample.host()
        host.change { state in
            state.files["/proc/net/unix"] = ""
            state.files["/etc/iscsi/initiatorname.iscsi"] = "InitiatorName=db01\n"
        }
        let report = try await host.run().apply([Sample.wanted()])
        #expect(report.outcome == .blocked && host.commands.isEmpty)
        #expect(
            report.problems.filter { $0.code == .hostPrerequisite }.map(\.subject) == [
                "initiator_name", "iscsid", "multipathd",
            ])
    }

    @Test func aVolumeThatCannotBeReadIsNotShown() async throws {
        let host = Sample.host()
        host.answer {
            $0.program == "dd" ? CommandResult(.exited(1), errorOutput: Array("Input/output error".utf8)) : nil
        }
        let report = try await host.run().apply([Sample.wanted()])
        #expect(report.outcome == .incomplete && report.problems.map(\.code) == [.notReadable])
        #expect(report.attachments[0].devicePath == nil)
    }

    @Test func aBlacklistedDiskIsNamedWithItsReason() async throws {
        let host = Sample.host()
        host.answer { command in
            guard command.program == "multipathd" || command.program == "multipath" else { return nil }
            let text = "Nov 28 | sdc: (DATERA:IBLOCK) vendor/product blacklisted\n"
            return CommandResult(.exited(1), output: command.arguments.contains("-v3") ? Array(text.utf8) : [])
        }
        let report = try await host.run().apply([Sample.wanted()])
        #expect(
            report.problems.contains { $0.code == .mapMissing && $0.message.contains("vendor/product blacklisted") })
    }

    @Test func twoRunsAtOnceMakeOneSessionForEachPortal() async throws {
        let host = Sample.host()
        // One waits for the other, so time has to pass.
        let run = HostRun(host, host, timing: .real, options: HostPlan.Options(stack: "shop"))
        async let first = run.apply([Sample.wanted()])
        async let second = run.apply([Sample.wanted()])
        let reports = try await [first, second]
        #expect(reports.allSatisfy { $0.outcome == .converged })
        #expect(host.now.sessions.count == 2 && host.now.devices.count == 2)
    }
}
