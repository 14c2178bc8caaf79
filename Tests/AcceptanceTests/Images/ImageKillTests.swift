import Glibc
import TestSupport
import Testing

/// An apply that writes an image, killed at moments all over its time.
@Suite struct ImageKillTests {
    /// At no moment may anybody but the image writer connect to a volume that is not complete; no program that writes to it
    /// survives; the rerun ends with the right bytes.
    @Test func aKilledCopyIsNeverSeenAndIsCompletedByTheNextRun() async throws {
        let moments = Soak.isFull ? 20 : 3
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 13)
            try await trial.convert("disk.raw", to: "boot.qcow2", "qcow2")
            let whole = ContinuousClock.now
            try trial.manifest("image: boot.qcow2")
            try await trial.succeed("apply", "--yes")
            let length = ContinuousClock.now - whole
            for moment in 1...moments {
                try await trial.succeed("destroy", "boot", "--purge", "--yes", "--allow-destroy", "--max-deletes", "1")
                let process = try ToolProcess(
                    ["apply", "--yes", "-f", trial.path("stack.yaml")], environment: await trial.environment())
                try await Task.sleep(for: length * moment / (moments + 1))
                process.send(SIGKILL)
                _ = await process.end()
                try await Self.waitForNoCopies(trial)
                if let access = try await trial.access(), access.isUnfinished {
                    let others = access.initiators.filter { !$0.contains("datera-apply:images") }
                    #expect(others.isEmpty, "killed at \(moment) of \(moments)")
                }
                try await trial.succeed("apply", "--yes")
                #expect(try await trial.volumeHolds("disk.raw"), "killed at \(moment) of \(moments)")
            }
        }
        Soak.report("applies with an image, killed", "\(moments) of \(moments)")
    }

    /// Bounded: what was to die with its parent has died by then.
    private static func waitForNoCopies(_ trial: ImageTrial) async throws {
        for _ in 0..<500 {
            if trial.copies().isEmpty { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("qemu-img has outlived the run that started it")
    }
}
