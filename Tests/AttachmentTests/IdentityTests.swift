import StorageModel
import Testing

@testable import Attachment

/// The address of a volume may lead to another one by now; then the device must not be shown.
@Suite struct IdentityTests {
    private static let other = ModelHostState.Disk(wwid: Sample.wwid(7), bytes: 10 * Sample.gib)
    private static let purge = HostPlan.Options(stack: "shop", purgesStale: true)

    private static func swapped(mount: String? = nil) async throws -> ModelHost {
        let host = try await Sample.attached()
        host.change { state in
            state.targets[Sample.iqn]?.units[0] = other
            state.maps[Sample.wwid(0)]?.mount = mount
        }
        return host
    }

    @Test func aSwappedLUNUnderAHeldSessionIsRefused() async throws {
        let host = try await Self.swapped(mount: "/srv")
        // Before the rescan sysfs still shows the old one: this is what the rescan is for.
        #expect(host.now.devices.allSatisfy { $0.disk.wwid == Sample.wwid(0) })
        for report in [
            try await host.run().apply([Sample.wanted()]), try host.run().plan([Sample.wanted()]),
            try host.run().status([Sample.wanted()]),
        ] {
            #expect(report.outcome == .blocked)
            #expect(report.problems.map(\.code) == [.deviceIdentity])
            #expect(report.problems[0].message.contains(Sample.wwid(7)))
            #expect(report.attachments[0].devicePath == nil && report.steps.isEmpty)
        }
        #expect(host.commands.isEmpty)
    }

    @Test func purgingDeletesWhatNothingUsesAndAttachesWhatIsThereNow() async throws {
        let host = try await Self.swapped()
        let report = try await host.run(Self.purge).apply([Sample.wanted()])
        #expect(report.outcome == .converged && host.now.violations.isEmpty)
        #expect(report.attachments[0].devicePath == "/dev/mapper/\(Sample.wwid(7))")
        #expect(host.now.maps.keys.sorted() == [Sample.wwid(7)])
        #expect(!host.commands.contains { $0.contains("--log") })
        #expect(try await host.run().apply([Sample.wanted()]).outcome == .converged)
    }

    @Test func purgingLeavesAMountedDeviceAlone() async throws {
        let host = try await Self.swapped(mount: "/srv/data")
        let report = try await host.run(Self.purge).apply([Sample.wanted()])
        #expect(report.outcome == .blocked && report.problems.map(\.code) == [.deviceInUse])
        #expect(report.problems[0].message.contains("mounted on /srv/data"))
        #expect(host.commands.isEmpty && host.now.devices.count == 2)
    }

    @Test func pathsThatAreDifferentDevicesAreRefused() async throws {
        let host = try await Sample.attached()
        host.change { state in
            let id = state.devices[1].session
            state.devices[1].disk = Self.other
            // Asking this path again shows the same.
            state.sessions[id]?.isLoggedIn = false
        }
        let report = try await host.run().apply([Sample.wanted()])
        #expect(report.problems.map(\.code) == [.deviceIdentity])
        #expect(report.problems[0].message.contains("its paths are different devices"))
    }

    @Test func anotherVolumeAtARecordedAddressIsRefused() async throws {
        let host = try await Sample.attached()
        var wanted = Sample.wanted()
        wanted.id = "another-app/storage-1/volume-1"
        let report = try await host.run().apply([wanted])
        #expect(report.problems.map(\.code) == [.deviceIdentity] && report.attachments[0].devicePath == nil)
    }

    @Test func oneDeviceIsNotTwoVolumes() async throws {
        let host = try await Sample.attached()
        host.change {
            $0.targets[Sample.iqn]?.units[1] = ModelHostState.Disk(wwid: Sample.wwid(0), bytes: 10 * Sample.gib)
        }
        let report = try await host.run().apply([Sample.wanted(0), Sample.wanted(1)])
        #expect(report.problems.contains { $0.code == .deviceIdentity && $0.message.contains("recorded as volume/v0") })
        #expect(report.attachments[1].devicePath == nil)
    }

    @Test func aDeviceThatIsLargerThanTheVolumeIsRefused() async throws {
        let host = try await Sample.attached()
        let report = try await host.run().apply([Sample.wanted(size: 9)])
        #expect(report.problems.map(\.code) == [.deviceIdentity])
        #expect(report.problems[0].message.contains("10737418240 bytes"))
    }

    @Test func anotherStackLeavesWhatThisOneHas() async throws {
        let host = try await Sample.attached()
        let report = try await host.run(HostPlan.Options(stack: "other")).apply([])
        #expect(report.outcome == .converged && report.steps.isEmpty && host.now.sessions.count == 2)
    }

    @Test func aHostOfTheSameInitiatorNameIsShownByStatus() async throws {
        var wanted = Sample.wanted()
        wanted.isConnectedOnArray = true
        let host = Sample.host()
        let status = try host.run().status([wanted])
        #expect(status.outcome == .blocked && status.problems.contains { $0.code == .duplicateInitiator })
        // After a restart the array may still count a session that is gone: no reason not to attach.
        #expect(try await host.run().apply([wanted]).outcome == .converged)
        #expect(try host.run().status([wanted]).outcome == .converged)
    }
}
