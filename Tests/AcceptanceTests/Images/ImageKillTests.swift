import Glibc
import TestSupport
import Testing

/// An apply that writes an image, killed at moments all over its time.
@Suite struct ImageKillTests {
    /// At no moment may anybody but the image writer connect to a volume that is not complete; no program that writes to it
    /// survives; the rerun ends with the right bytes.
    @Test(arguments: [false, true])
    func aKilledCopyIsNeverSeenAndIsCompletedByTheNextRun(inTheCache isCached: Bool) async throws {
        let moments = Soak.isFull ? 20 : 2
        let consent = ["--yes", "--allow-destroy", "--max-deletes", "1"]
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 13)
            try await trial.convert("disk.raw", to: "boot.qcow2", "qcow2")
            let whole = ContinuousClock.now
            try trial.manifest(
                "image: \(try await trial.image("boot.qcow2"))", more: isCached ? "image_cache: {enabled: true}" : "")
            try await trial.succeed("apply", "--yes")
            let length = ContinuousClock.now - whole
            for moment in 1...moments {
                try await trial.succeed(["destroy", "boot", "--purge"] + consent)
                if isCached { try await trial.succeed(["image", "cache", "prune", "--all"] + consent, manifest: nil) }
                let process = try ToolProcess(
                    ["apply", "--yes", "-f", trial.path("stack.yaml")], environment: await trial.environment())
                try await Task.sleep(for: length * moment / (moments + 1))
                process.send(SIGKILL)
                _ = await process.end()
                try await Self.waitForNoCopies(trial)
                let all = try await [trial.access()].compactMap(\.self) + trial.cacheAccess()
                // A cached volume is closed for good.
                let closed = all.filter(\.isUnfinished) + (try await trial.cacheAccess())
                let admitted: [String] = closed.flatMap { $0.initiators }
                let others = admitted.filter { !$0.contains("datera-apply:images") }
                #expect(others.isEmpty, "killed at \(moment) of \(moments)")
                try await trial.succeed("apply", "--yes")
                #expect(try await trial.volumeHolds("disk.raw"), "killed at \(moment) of \(moments)")
                #expect(try await trial.cacheAccess().map(\.isUnfinished) == (isCached ? [false] : []))
            }
        }
        Soak.report(
            "applies that \(isCached ? "fill the image cache" : "write an image"), killed", "\(moments) of \(moments)")
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
