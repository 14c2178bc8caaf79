import TestSupport
import Testing

@testable import Simulation

@Suite struct DataPathTests {
    @Test func volumesAreUnitsFromZeroAtBothPortals() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1", sizes: [1, 2])
            for portal in 0..<2 {
                let host = HostTools(target: target, portal: portal)
                for (lun, size) in [1, 2].enumerated() {
                    let run = try await host.capacity(lun: lun)
                    #expect(run.status == 0 && run.output.contains("\(size << 30)"), "\(run.text)")
                }
                let run = try await host.capacity(lun: 2)
                #expect(run.status != 0, "\(run.text)")
            }
        }
    }

    @Test func discoveryShowsBothPortalsAndOnlyDisks() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1", sizes: [1, 2, 1])
            let run = try await HostTools(target: target).list()
            for portal in target.portals {
                #expect(run.output.contains("Target:\(target.iqn) Portal:\(portal):3260,1"), "\(run.text)")
            }
            for lun in 0..<3 { #expect(run.output.contains("Lun:\(lun)    Type:DIRECT_ACCESS"), "\(run.text)") }
            #expect(!run.output.contains("Lun:3") && !run.output.contains("CONTROLLER"), "\(run.text)")
        }
    }

    @Test func discoveryHidesTargetsOfOthers() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            let open = try await array.make("open", storage: ["access_control_mode": "allow_all"])
            var host = HostTools(target: target)
            host.initiator = "iqn.1993-08.org.debian:01:stranger"
            let run = try await host.list()
            #expect(run.output.contains(open.iqn) && !run.output.contains(target.iqn), "\(run.text)")
        }
    }

    @Test func identifiersComeFromTheVolume() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1", sizes: [1, 1])
            for (lun, uuid) in target.volumes.enumerated() {
                let serial = uuid.filter { $0 != "-" }
                let host = HostTools(target: target)
                #expect(try await host.page(128, lun: lun).output.contains(serial))
                #expect(try await host.page(131, lun: lun).output.contains(serial))
            }
            #expect(Set(target.volumes).count == 2)
        }
    }

    @Test func sessionsAreTheActiveInitiators() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            #expect(try await array.active("db-1") == [])
            let session = try HeldSession(HostTools(target: target), in: array.folder)
            try await session.say("read 0 512")
            #expect(try await session.shows("read 512/512"))
            #expect(try await array.active("db-1") == [DataArray.initiator])
            let refused = try await array.client.put("/app_instances/db-1", ["admin_state": "offline"])
            #expect(refused.status == 400 && refused.message.contains(DataArray.initiator), "\(refused)")
            let body: JSONValue = ["app_instance": "db-1", "initiators": ["iqn.x:declared"]]
            try array.ok(await array.client.put("/_sim/connections", body))
            #expect(try await array.active("db-1") == ["iqn.x:declared", DataArray.initiator])
            #expect(try await session.end() == 0)
            try await eventually { try await array.active("db-1") == ["iqn.x:declared"] }
        }
    }

    @Test func extendingIsSeenByAHeldSession() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            let session = try HeldSession(HostTools(target: target), in: array.folder)
            try await session.say("write -P 9 0 4k")
            #expect(try await session.shows("wrote 4096/4096"))
            try await array.set(Paths.volume("db-1"), ["size": 2])
            // qemu reads the capacity anew for this, and refuses what goes beyond it.
            try await session.say("truncate 2G")
            try await session.say("write -P 7 1536M 4k")
            try await session.say("read -P 9 0 4k")
            #expect(try await session.end() == 0, "\(session.output)")
            #expect(!session.output.contains("grow") && !session.output.contains("failed"), "\(session.output)")
            #expect(try await HostTools(target: target).capacity().output.contains("\(2 << 30)"))
        }
    }

    @Test func whatIsDeletedIsGone() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1", sizes: [1, 1])
            let kept = try await array.make("kept")
            let files = { SmallFile.names(in: array.directory + "/volumes") }
            #expect(files() == (target.volumes + kept.volumes).sorted())
            try await array.goOffline("db-1")
            try array.ok(await array.client.delete("/app_instances/db-1"))
            #expect(files() == kept.volumes)
            #expect(try await HostTools(target: target).capacity().error.contains("515"))
            #expect(try await HostTools(target: kept).capacity().status == 0)
        }
    }
}

/// Waits until something is so: what another process does takes a moment.
func eventually(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<3_000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it did not come about within half a minute")
}
