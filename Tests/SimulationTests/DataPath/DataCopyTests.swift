import TestSupport
import Testing

@testable import Simulation

/// The bytes of volumes, snapshots and clones, told apart by their SHA-256.
@Suite struct DataCopyTests {
    private static let bytes = 8 << 20

    /// Writes random bytes to a volume, and answers their sum.
    private func fill(_ target: Target, _ array: DataArray, seed: UInt64) async throws -> String {
        let file = try array.randomFile("random-\(seed)", mebibytes: Self.bytes >> 20, seed: seed)
        let run = try await HostTools(target: target).write(file)
        #expect(run.status == 0, "\(run.text)")
        return try await ToolRun.sha256(file)
    }

    private func sum(_ target: Target, _ array: DataArray) async throws -> String {
        let file = array.folder.path + "/read-\(UInt32.random(in: 0 ... .max))"
        let run = try await HostTools(target: target).read(Self.bytes, to: file)
        #expect(run.status == 0, "\(run.text)")
        return try await ToolRun.sha256(file)
    }

    private func snapshot(_ path: String, _ array: DataArray) async throws -> String {
        let reply = try array.ok(await array.client.post(path + "/snapshots", [:]))
        return reply.data["utc_ts"]?.string ?? reply.data["timestamp"]?.string ?? ""
    }

    private func clone(_ name: String, _ source: String, _ path: String, _ array: DataArray) async throws -> Target {
        let body: JSONValue = [
            "name": .string(name), source: ["path": .string(path)], "access_control_mode": "allow_all",
        ]
        try array.ok(await array.client.post("/app_instances", body))
        return try await array.target(name)
    }

    @Test(.thorough) func snapshotsClonesAndRestoresCarryBytes() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            let first = try await fill(target, array, seed: 1)
            let point = try await snapshot(Paths.volume("db-1"), array)
            let second = try await fill(target, array, seed: 2)
            #expect(first != second)
            let path = "\(Paths.volume("db-1"))/snapshots/\(point)"
            let ofSnapshot = try await clone("of-snapshot", "clone_snapshot_src", path, array)
            let ofVolume = try await clone("of-volume", "clone_volume_src", Paths.volume("db-1"), array)
            let ofApp = try await clone("of-app", "clone_src", "/app_instances/db-1", array)
            #expect(try await sum(ofSnapshot, array) == first)
            #expect(try await sum(ofVolume, array) == second)
            #expect(try await sum(ofApp, array) == second)

            try await array.goOffline("db-1")
            try await array.set(Paths.volume("db-1"), ["restore_point": .string(point)])
            try await array.goOnline("db-1")
            #expect(try await sum(target, array) == first)
            #expect(try await sum(ofVolume, array) == second, "copies share nothing")

            let third = try await fill(target, array, seed: 3)
            let late = try await clone("late", "clone_volume_src", Paths.volume("db-1"), array)
            #expect(try await sum(late, array) == third, "a restored volume is a source like any other")
            #expect(try await sum(clone("early", "clone_snapshot_src", path, array), array) == first)
        }
    }

    @Test func aSnapshotOfAnAppInstanceRestoresAllOfIt() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            let first = try await fill(target, array, seed: 1)
            let point = try await snapshot("/app_instances/db-1", array)
            _ = try await fill(target, array, seed: 2)
            try await array.set(Paths.volume("db-1"), ["size": 3])
            try await array.goOffline("db-1")
            for _ in 0..<2 { try await array.set("/app_instances/db-1", ["restore_point": .string(point)]) }
            try await array.goOnline("db-1")
            #expect(try await sum(target, array) == first)
            let capacity = try await HostTools(target: target).capacity()
            #expect(capacity.output.contains("\(1 << 30)"), "\(capacity.text)")
        }
    }

    @Test func deletedSnapshotsLeaveNoFile() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            let point = try await snapshot(Paths.volume("db-1"), array)
            let files = { SmallFile.names(in: array.directory + "/snapshots") }
            #expect(files().count == 1 && files().allSatisfy { $0.hasPrefix(target.volumes[0]) })
            try array.ok(await array.client.delete("\(Paths.volume("db-1"))/snapshots/\(point)"))
            #expect(files() == [])
        }
    }

    @Test func theTailOfALargerCloneIsZero() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            let sum = try await fill(target, array, seed: 1)
            let copy = try await clone("copy", "clone_volume_src", Paths.volume("db-1"), array)
            try await array.set(Paths.volume("copy"), ["size": 2])
            #expect(try await self.sum(copy, array) == sum)
            let session = try HeldSession(HostTools(target: copy), in: array.folder)
            try await session.say("read -P 0 1G 64M")
            try await session.say("read -P 0 1984M 64M")
            #expect(try await session.end() == 0)
            let reads =
                session.output.split(separator: "read 67108864/67108864", omittingEmptySubsequences: false).count - 1
            #expect(reads == 2 && !session.output.contains("Pattern"), "\(session.output)")
        }
    }

    @Test func anImageComesBackEqual() async throws {
        try await DataArray.with { array in
            let target = try await array.make(
                "db-1", storage: ["auth": ["type": "chap", "target_user_name": "user", "target_pswd": "secretsecret1"]])
            let raw = try array.randomFile("source.raw", mebibytes: 8)
            let image = array.folder.path + "/source.qcow2"
            let made = try await ToolRun(
                ["convert", "-f", "raw", "-O", "qcow2", raw, image], program: "/usr/bin/qemu-img")
            #expect(made.status == 0, "\(made.text)")
            let host = HostTools(target: target, portal: 1, login: ("user", "secretsecret1"))
            let written = try await host.write(image, format: "qcow2")
            #expect(written.status == 0, "\(written.text)")
            let back = array.folder.path + "/back.raw"
            let read = try await host.read(8 << 20, to: back)
            #expect(read.status == 0, "\(read.text)")
            #expect(try await ToolRun.sha256(back) == ToolRun.sha256(raw))
        }
    }

    /// Not a test of speed: machines differ. The figures are for whoever reads the log.
    @Test(.thorough) func theProxyCostsLittle() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            let raw = array.folder.path + "/source.raw"
            let made = try await ToolRun(["-c", "head -c 256M /dev/urandom > \(raw)"], program: "/bin/bash")
            #expect(made.status == 0, "\(made.text)")
            let backend = try array.ok(await array.client.get("/_sim/data")).json["backend"]?.string ?? ""
            let clock = ContinuousClock()
            let host = HostTools(target: target)
            let arguments = ["convert", "-W", "-m", "16", "-f", "raw", "-n", "--target-image-opts", raw]
            let direct = host.options(lun: 1).replacing("\(target.portals[0]):3260", with: backend)
            for round in 1...3 {
                var seconds: [Duration] = []
                for options in [host.options(), direct] {
                    let start = clock.now
                    let run = try await ToolRun(arguments + [options], program: "/usr/bin/qemu-img")
                    #expect(run.status == 0, "\(run.text)")
                    seconds.append(clock.now - start)
                }
                print("256 MiB, round \(round): \(seconds[0]) through the proxy, \(seconds[1]) without it")
            }
            let back = array.folder.path + "/back.raw"
            #expect(try await host.read(256 << 20, to: back).status == 0)
            #expect(try await ToolRun.sha256(back) == ToolRun.sha256(raw))
        }
    }
}
