import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Copies that are stopped from outside: by an array that stands still, by a signal, by the death of the program.
@Suite struct ImageStallTests {
    private func start(_ trial: ImageTrial, _ more: [String] = []) async throws -> ToolProcess {
        try ToolProcess(
            ["apply", "--yes", "-f", trial.path("stack.yaml")] + more, environment: await trial.environment())
    }

    /// A copy that takes long enough to be disturbed, at the moment at which its program runs.
    private func copying(_ trial: ImageTrial, _ more: [String] = []) async throws -> ToolProcess {
        try await trial.array.post("/_sim/data-faults", #"{"kind": "slow", "ms": 50}"#)
        let process = try await start(trial, more)
        while trial.copies().isEmpty, !process.hasEnded { try await Task.sleep(for: .milliseconds(5)) }
        try #require(!process.hasEnded, "\(process.output)\(process.error)")
        return process
    }

    private func expectClosed(_ trial: ImageTrial) async throws {
        let access = try #require(try await trial.access())
        #expect(access.initiators.isEmpty && access.isUnfinished)
        #expect(trial.copies().isEmpty)
    }

    @Test func aStalledTargetEndsTheCopyAndTheRerunCompletesIt() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 31)
            try trial.manifest("image: {file: disk.raw, format: raw}")
            let process = try await copying(trial, ["--image-stall-limit", "1.5"])
            try await trial.array.post("/_sim/data-faults", #"{"kind": "stall"}"#)
            let status = await process.end()
            // The volume itself was made.
            #expect(status == 3, "\(status) \(process.output)\(process.error)")
            #expect(
                process.output.contains("made no progress and was ended; check the network to the array and run again"))
            try await expectClosed(trial)
            try await trial.array.delete("/_sim/data-faults")
            try await trial.succeed("apply", "--yes")
            #expect(try await trial.volumeHolds("disk.raw"))
        }
    }

    @Test func aSignalLeavesNoCopyAndAClosedVolume() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 32)
            try trial.manifest("image: {file: disk.raw, format: raw}")
            let process = try await copying(trial)
            process.send(SIGTERM)
            #expect(await process.end() == 143, "\(process.output)\(process.error)")
            try await expectClosed(trial)
        }
    }

    /// A program that listens to no signal: it ends with the run that started it, however that ends.
    @Test(arguments: [SIGTERM, SIGKILL]) func aDeafProgramDiesWithItsRun(_ signal: Int32) async throws {
        try await ImageTrial.with { trial in
            try await trial.tool("/usr/bin/qemu-img", "create", "-f", "qcow2", trial.path("boot.qcow2"), "64M")
            try trial.manifest("image: boot.qcow2")
            try trial.folder.makeFolder("bin")
            try trial.folder.write(
                "#!/bin/sh\ntrap '' TERM INT HUP\necho $$ >\(trial.path("pid"))\nwhile :; do sleep 0.1; done\n",
                to: "bin/qemu-img", mode: 0o700)
            let process = try ToolProcess(
                ["apply", "--yes", "-f", trial.path("stack.yaml")],
                environment: await trial.environment().merging(["PATH": trial.path("bin") + ":/usr/bin:/bin"]) { $1 })
            while trial.text("pid").isEmpty, !process.hasEnded { try await Task.sleep(for: .milliseconds(5)) }
            let pid = try #require(pid_t(trial.text("pid").dropLast()), "\(process.output)\(process.error)")
            process.send(signal)
            #expect(await process.end() == 128 + signal)
            var isThere = true
            for _ in 0..<1000 where isThere {
                isThere = kill(pid, 0) == 0
                if isThere { try await Task.sleep(for: .milliseconds(10)) }
            }
            #expect(!isThere)
            #expect(try await trial.access() == nil)
        }
    }
}
