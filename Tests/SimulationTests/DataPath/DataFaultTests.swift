import TestSupport
import Testing

@testable import Simulation

@Suite struct DataFaultTests {
    @Test func aPortalRefusesConnections() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            try await array.disturb(["kind": "refuse", "portal": .string(target.portals[1])])
            #expect(try await HostTools(target: target, portal: 0).capacity().status == 0)
            #expect(try await HostTools(target: target, portal: 1).capacity().status != 0)
            try await array.calm()
            #expect(try await HostTools(target: target, portal: 1).capacity().status == 0)
        }
    }

    @Test func nothingPassesWhileStalled() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            let session = try HeldSession(HostTools(target: target), in: array.folder)
            try await session.say("read 0 512")
            #expect(try await session.shows("read 512/512"))
            try await array.disturb(["kind": "stall"])
            try await session.say("write -P 3 0 8k")
            try await Task.sleep(for: .milliseconds(300))
            #expect(!session.output.contains("wrote"))
            try await array.calm()
            #expect(try await session.shows("wrote 8192/8192"))
        }
    }

    @Test func connectionsAreDroppedOnce() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            let session = try HeldSession(HostTools(target: target), in: array.folder)
            try await session.say("read 0 512")
            #expect(try await session.shows("read 512/512"))
            try await array.disturb(["kind": "refuse"])
            try await array.disturb(["kind": "drop", "portal": .string(target.portals[1])])
            #expect(try await array.active("db-1") == [DataArray.initiator], "the other portal")
            try await array.disturb(["kind": "drop"])
            #expect(try await array.active("db-1") == [])
            try await array.calm()
            try await session.say("write -P 3 0 8k")
            #expect(try await session.shows("wrote 8192/8192"), "it has connected again")
        }
    }

    @Test func slowIsSlowButRight() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            try await array.disturb(["kind": "slow", "ms": 2])
            let raw = try array.randomFile("source.raw", mebibytes: 1)
            #expect(try await HostTools(target: target).write(raw).status == 0)
            let back = array.folder.path + "/back.raw"
            #expect(try await HostTools(target: target).read(1 << 20, to: back).status == 0)
            #expect(try await ToolRun.sha256(back) == ToolRun.sha256(raw))
        }
    }

    @Test func everyoneMayGetTheOtherStatus() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            try await array.disturb(["kind": "wrong-acl-status", "portal": .string(target.portals[0])])
            // 0x0202 in decimal.
            #expect(try await HostTools(target: target).capacity().error.contains("514"))
            #expect(try await HostTools(target: target, portal: 1).capacity().status == 0)
        }
    }

    @Test func faultsAreListedAndEnded() async throws {
        try await DataArray.with { array in
            try await array.disturb(["kind": "stall"])
            try await array.disturb(["kind": "slow", "ms": 7])
            try array.ok(await array.client.delete("/_sim/data-faults/1"))
            let faults = try await array.client.get("/_sim/data-faults").json
            #expect(faults == [["id": 2, "kind": "slow", "ms": 7]])
            for wrong in [["kind": "x"], ["kind": "stall", "portal": "10.0.0.1"], ["kind": "slow", "ms": -1]]
                as [JSONValue]
            {
                #expect(try await array.client.post("/_sim/data-faults", wrong).status == 422)
            }
        }
        let client = try await ArrayClient()
        #expect(try await client.get("/_sim/data").status == 404)
    }
}
