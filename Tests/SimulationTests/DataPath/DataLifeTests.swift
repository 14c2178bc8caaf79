import Glibc
import TestSupport
import Testing

@testable import Simulation

/// The data path from start to end: several at once, restarts, and what is left of one that was killed.
@Suite struct DataLifeTests {
    private func isAlive(_ pid: Int) -> Bool { pid > 0 && kill(pid_t(pid), 0) == 0 }

    @Test func severalArraysServeAtOnce() async throws {
        try await DataArray.with { first in
            try await DataArray.with(seed: 2) { second in
                let targets = [try await first.make("db-1"), try await second.make("db-1")]
                #expect(Set(targets.flatMap(\.portals)).count == 4)
                for (array, target) in zip([first, second], targets) {
                    #expect(try await HostTools(target: target).capacity().status == 0)
                    let run = try await HostTools(target: target).list()
                    #expect(run.output.split(separator: "\n").filter { $0.hasPrefix("Target:") }.count == 2)
                    #expect(array.directory != "")
                }
                var stray = HostTools(target: targets[0])
                stray.initiator = DataArray.initiator
                let mixed = Target(iqn: targets[0].iqn, portals: targets[1].portals, volumes: [])
                #expect(try await HostTools(target: mixed).capacity().error.contains("515"))
            }
        }
    }

    @Test(.thorough) func aRestartServesTheSameBytesAtTheSameAddresses() async throws {
        let folder = try TemporaryFolder()
        let state = folder.path + "/state"
        var before: Target?
        var sum = ""
        try await DataArray.with(in: folder, state: state) { array in
            let target = try await array.make("db-1")
            let raw = try array.randomFile("source.raw", mebibytes: 4)
            sum = try await ToolRun.sha256(raw)
            #expect(try await HostTools(target: target).write(raw).status == 0)
            let reply = try array.ok(await array.client.post(Paths.volume("db-1") + "/snapshots", [:]))
            let point = reply.data["utc_ts"]?.string ?? ""
            let second = try array.randomFile("second.raw", mebibytes: 4, seed: 2)
            #expect(try await HostTools(target: target).write(second).status == 0)
            try await array.goOffline("db-1")
            try await array.set(Paths.volume("db-1"), ["restore_point": .string(point)])
            try await array.goOnline("db-1")
            before = target
        }
        let known = try #require(before)
        let file = folder.path + "/back.raw"
        try await DataArray.with(in: folder, state: state) { array in
            let target = try await array.target("db-1")
            #expect(target.portals == known.portals && target.iqn == known.iqn)
            #expect(try await HostTools(target: target).read(4 << 20, to: file).status == 0)
            #expect(try await ToolRun.sha256(file) == sum)
        }
        // On other addresses the array shows those.
        let other = ["127.61.\(Int.random(in: 1...250)).1", "127.62.\(Int.random(in: 1...250)).1"]
        try await DataArray.with(in: folder, state: state, addresses: other) { array in
            let target = try await array.target("db-1")
            #expect(target.portals == other)
            #expect(try await HostTools(target: target, portal: 1).read(4 << 20, to: file).status == 0)
            #expect(try await ToolRun.sha256(file) == sum)
        }
    }

    @Test(.thorough) func aKilledSimulatorLeavesNoTargetDaemon() async throws {
        let folder = try TemporaryFolder()
        let options = ["--port", "0", "--data-dir", folder.path + "/data"]
        for signal in [SIGKILL, SIGTERM] {
            let simulator = try ToolProcess(options, program: "\(ToolRun.buildFolder)/dsp-simulator")
            try await eventually { simulator.output.contains("\n") || simulator.hasEnded }
            #expect(simulator.output.hasPrefix("dsp-simulator: listening on "), "\(simulator.error)")
            let text = SmallFile.text(of: folder.path + "/data/tgtd.pid") ?? ""
            let pid = try #require(Int(text.split(separator: "\n").first ?? ""))
            #expect(isAlive(pid))
            simulator.send(signal)
            _ = await simulator.end()
            try await eventually { !isAlive(pid) }
        }
    }

    @Test func aFreshArrayBeginsWithEmptyVolumes() async throws {
        let folder = try TemporaryFolder()
        var uuids: [[String]] = []
        for round in 0..<2 {
            try await DataArray.with(in: folder) { array in
                let target = try await array.make("db-1")
                uuids.append(target.volumes)
                let session = try HeldSession(HostTools(target: target), in: folder)
                try await session.say("read -P 0 0 4k")
                try await session.say("write -P 1 0 4k")
                #expect(try await session.end() == 0)
                #expect(!session.output.contains("Pattern"), "round \(round)")
            }
        }
        #expect(uuids[0] == uuids[1], "the same seed gives the same names")
    }

    @Test func aFolderOfSomebodyElseIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("volumes")
        try folder.write("precious", to: "volumes/mine")
        let failure = #expect(throws: DataPathFailure.self) { _ = try DataPath(directory: folder.path, addresses: []) }
        #expect(failure?.description.contains("no simulator has made") == true)
        #expect(SmallFile.text(of: folder.path + "/volumes/mine") == "precious")
    }

    @Test func aDirectoryIsUsedByOneSimulator() async throws {
        try await DataArray.with { array in
            let failure = #expect(throws: DataPathFailure.self) {
                _ = try DataPath(directory: array.directory, addresses: [])
            }
            #expect(failure?.description.contains("another simulator") == true)
        }
    }

    @Test func aStaleTargetDaemonIsEnded() async throws {
        let folder = try TemporaryFolder()
        let data = try DataDirectory(folder.path + "/data", DataPathTools())
        // As one that was started by hand with this directory, and outlived its simulator.
        let stale = try ChildProcess(
            "/usr/sbin/tgtd", ["-f", "-D", "-C", "31000", "--iscsi", "portal=127.63.1.1:13999"],
            environment: ["TGT_IPC_SOCKET": data.file("tgtd")], output: data.file("tgtd.log"))
        defer { kill(stale.pid, SIGKILL) }
        #expect(SmallFile.write("\(stale.pid)\n", to: data.file("tgtd.pid")))
        try await eventually { SmallFile.names(in: data.path).contains("tgtd.31000") }
        data.release()
        try await DataArray.with(in: folder) { array in
            #expect(stale.wait() == 128 + SIGKILL)
            #expect(!SmallFile.names(in: array.directory).contains("tgtd.31000"))
            let target = try await array.make("db-1")
            #expect(try await HostTools(target: target).capacity().status == 0)
        }
    }

    @Test func missingToolsAndWrongAddressesAreNamed() async throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: DataPathFailure.self) { try DataPathTools(in: [folder.path]) }
        #expect(missing?.description == "tgtd is not installed; apt-get install tgt")
        for addresses in [
            ["10.0.0.1", "10.0.0.2"], ["127.1.1.1"], ["127.1.1.1", "127.1.1.1"], ["127.1.1", "127.1.1.2"],
        ] {
            let failure = #expect(throws: DataPathFailure.self) {
                _ = try DataPath(directory: folder.path + "/data", addresses: addresses)
            }
            #expect(failure?.description.contains("127.77.1.1") == true)
        }
    }

    @Test func aFailureOfTheTargetDaemonIsAnErrorOfTheArray() async throws {
        try await DataArray.with { array in
            let data = try array.ok(await array.client.get("/_sim/data")).json
            kill(pid_t(try #require(data["tgtd_pid"]?.int)), SIGKILL)
            let reply = try await array.client.makeVolume("db-1")
            #expect(reply.status == 500 && reply.message.contains("tgtadm"), "\(reply.message)")
        }
    }

    @Test func afterAFailureEverythingIsServedAnew() async throws {
        try await DataArray.with { array in
            let auth: JSONValue = ["type": "chap", "target_user_name": "user", "target_pswd": "secretsecret1"]
            let other = try await array.make("other", storage: ["auth": auth])
            let target = try await array.make("db-1")
            try await array.goOffline("db-1")
            unlink("\(array.directory)/volumes/\(target.volumes[0])")
            let reply = try await array.client.put("/app_instances/db-1", ["admin_state": "online"])
            #expect(reply.status == 500 && reply.message.contains("tgtadm logicalunit new"), "\(reply.message)")
            #expect(!reply.message.contains("secretsecret1"))
            try await array.set("/app_instances/db-1", ["descr": "the next change tries again"])
            #expect(try await HostTools(target: target).capacity().status == 0)
            let kept = try await HostTools(target: other, login: ("user", "secretsecret1")).capacity()
            #expect(kept.status == 0, "\(kept.text)")
        }
    }
}
