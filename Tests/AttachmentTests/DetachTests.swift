import StorageModel
import Testing

@testable import Attachment

@Suite struct DetachTests {
    @Test func mapDevicesSessionsAndRecordsGoInThatOrder() async throws {
        let host = try await Sample.attached()
        let report = try await host.run().apply([])
        #expect(report.outcome == .converged && host.now.violations.isEmpty)
        #expect(
            host.commands == [
                "multipath -f \(Sample.wwid(0))", "iscsiadm -m session -r 1 --logout",
                "iscsiadm -m session -r 2 --logout",
                "iscsiadm -m node -T \(Sample.iqn) -p 172.28.0.10:3260 -o delete",
                "iscsiadm -m node -T \(Sample.iqn) -p 172.29.0.10:3260 -o delete",
            ])
        #expect(host.now.sessions.isEmpty && host.now.devices.isEmpty && host.now.maps.isEmpty)
        #expect(!host.now.files.keys.contains { $0.hasPrefix("/etc/iscsi/nodes") })
        #expect(try HostState(readFrom: host).targets.isEmpty)
    }

    @Test func whatHoldsADeviceIsNamedUpToItsMount() async throws {
        let host = try await Sample.attached()
        let node = try #require(host.now.maps[Sample.wwid(0)]?.node)
        host.change { state in
            // A partition of the map, a volume of LVM on it, and a file system.
            state.extra["/sys/block/\(node)/holders/dm-90"] = ""
            state.extra["/sys/block/dm-90/dm/name"] = "\(Sample.wwid(0))-part1"
            state.extra["/sys/block/dm-90/dm/uuid"] = "part1-mpath-\(Sample.wwid(0))"
            state.extra["/sys/block/dm-90/dev"] = "254:90"
            state.extra["/sys/block/dm-90/holders/dm-91"] = ""
            state.extra["/sys/block/dm-91/dm/name"] = "data-pg"
            state.extra["/sys/block/dm-91/dm/uuid"] = "LVM-abc"
            state.extra["/sys/block/dm-91/dev"] = "254:91"
            state.extra["/proc/self/mountinfo"] = "40 35 254:91 / /srv/my\\040data rw - ext4 /dev/mapper/data-pg rw\n"
        }
        let report = try await host.run().apply([])
        #expect(report.outcome == .blocked && report.problems.map(\.code) == [.deviceInUse])
        #expect(
            report.problems[0].message
                == "it is not to be attached any more, and it is in use: partition \(Sample.wwid(0))-part1 (dm-90) → "
                + "LVM data-pg (dm-91) → mounted on /srv/my data")
        #expect(host.commands.isEmpty && host.now.writes.isEmpty)
    }

    @Test func aSinglePathWithAMountedPartitionAndSwapAreSeen() async throws {
        let host = try await Sample.attached()
        let disk = try #require(host.now.devices.first?.name)
        host.change { state in
            state.extra["/sys/block/\(disk)/\(disk)1/dev"] = "8:77"
            state.extra["/proc/self/mountinfo"] = "40 35 8:77 / /boot rw - ext4 /dev/\(disk)1 rw\n"
            state.extra["/proc/swaps"] = "Filename Type\n/dev/\(disk) partition 1 0 -2\n"
        }
        let report = try await host.run().apply([])
        #expect(report.problems.map(\.code) == [.deviceInUse])
        #expect(report.problems[0].message.contains("used as swap; partition \(disk)1 → mounted on /boot"))
        #expect(try await host.run().apply([Sample.wanted()]).problems.map(\.code) == [.deviceInUse])
    }

    @Test func asessionThatAnotherVolumeNeedsStays() async throws {
        let host = try await Sample.attached([Sample.wanted(0), Sample.wanted(1)])
        let report = try await host.run().apply([Sample.wanted(1)])
        #expect(report.outcome == .converged && host.now.violations.isEmpty)
        #expect(host.now.sessions.count == 2 && host.now.devices.map(\.lun) == [1, 1])
        #expect(host.commands == ["multipath -f \(Sample.wwid(0))"])
        #expect(try await host.run().apply([Sample.wanted(1)]).steps.isEmpty)
    }

    @Test func aSessionWithADeviceThatSomethingElseHoldsStays() async throws {
        let host = try await Sample.attached()
        host.change { state in
            // LUN 2 was scanned by hand and mounted.
            let disk = ModelHostState.Disk(wwid: Sample.wwid(2), bytes: 10 * Sample.gib)
            state.devices.append(ModelHostState.Device(session: 1, lun: 2, name: "sdx", disk: disk))
            state.maps[Sample.wwid(2)] = ModelHostState.Map(node: "dm-70", disk: disk, paths: ["sdx"], mount: "/mnt")
        }
        let report = try await host.run().apply([])
        #expect(report.outcome == .converged && report.warnings.map(\.code) == [.deviceInUse])
        #expect(host.now.sessions.count == 2 && host.now.devices.map(\.name) == ["sdx"])
        #expect(!host.commands.contains { $0.contains("--logout") })
        host.change { state in state.maps[Sample.wwid(2)] = nil }
        _ = try await host.run().apply([])
        #expect(host.now.sessions.isEmpty && host.now.violations.isEmpty)
    }

    @Test func aVolumeThatDiedFirstLeavesNoSessionBehind() async throws {
        let host = try await Sample.attached()
        host.change { state in
            state.targets[Sample.iqn]?.exists = false
            for id in state.sessions.keys { state.sessions[id]?.isLoggedIn = false }
        }
        var report = try await host.run().apply([])
        #expect(report.outcome == .converged && host.now.sessions.isEmpty && host.now.violations.isEmpty)
        #expect(host.commands.first == "multipathd disablequeueing map \(Sample.wwid(0))")
        // The devices themselves were gone already.
        let other = try await Sample.attached()
        other.change { state in
            state.devices = []
            state.maps[Sample.wwid(0)]?.paths = []
        }
        report = try await other.run().apply([])
        #expect(report.outcome == .converged && other.now.sessions.isEmpty && other.now.maps.isEmpty)
    }

    @Test func aMapThatStaysIsTriedThreeTimesAndIsAnError() async throws {
        let host = try await Sample.attached()
        host.answer { $0.arguments.first == "-f" ? CommandResult(.exited(1)) : nil }
        let report = try await host.run().apply([])
        #expect(report.outcome == .incomplete && report.problems.map(\.code) == [.leftover])
        #expect(host.commands.filter { $0.hasPrefix("multipath -f") }.count == 3)
        #expect(!host.commands.contains { $0.contains("dmsetup") || $0.contains("--logout") })
        #expect(host.now.sessions.count == 2 && host.now.devices.count == 2)
    }

    @Test func aMapWithoutPathsIsRemovedByItsWWID() async throws {
        let host = try await Sample.attached()
        host.answer { $0.arguments.first == "-f" ? CommandResult(.exited(1)) : nil }
        host.change { state in
            state.devices = []
            state.maps[Sample.wwid(0)]?.paths = []
        }
        let report = try await host.run().apply([])
        #expect(report.outcome == .converged)
        #expect(host.commands.contains("dmsetup remove \(Sample.wwid(0))"))
    }

    @Test func everySessionToAPortalEnds() async throws {
        let host = try await Sample.attached()
        // node.session.nr_sessions = 2, or a second interface.
        host.change { $0.sessions[50] = ModelHostState.Session(target: Sample.targets[0]) }
        #expect(try await host.run().apply([]).outcome == .converged)
        #expect(host.now.sessions.isEmpty && host.now.violations.isEmpty)
    }

    @Test func sessionsOfOthersAreNeverTouched() async throws {
        let foreign = TargetPortal(iqn: "iqn.2000-01.com.example:other", portal: Sample.portals[0])
        let host = try await Sample.attached()
        host.change { state in
            state.sessions[60] = ModelHostState.Session(target: foreign)
            state.files[ModelHostState.recordPath(foreign)] = "# BEGIN RECORD\n# END RECORD\n"
        }
        #expect(try await host.run().apply([]).outcome == .converged)
        #expect(host.now.sessions.keys.sorted() == [60])
        #expect(host.now.files[ModelHostState.recordPath(foreign)] != nil)
        #expect(!host.commands.contains { $0.contains(foreign.iqn) })
    }
}
