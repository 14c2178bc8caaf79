// Scanning what other processes were started with.
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Images and volumes with real bytes: the programs, tgtd and qemu-img.
@Suite struct ImageTests {
    /// By way of a volume with CHAP, and back.
    @Test(arguments: Soak.sample(["qcow2", "vmdk", "vhdx", "vdi", "vpc", "raw"], of: 1, for: "formats of images"))
    func anImageGoesToAVolumeAndBack(format: String) async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 7)
            try await trial.convert("disk.raw", to: "boot.\(format)", format)
            // A VHD of qemu-img is as large as its geometry says.
            try await trial.tool(
                "/usr/bin/qemu-img", "convert", "-f", format, "-O", "raw", trial.path("boot.\(format)"),
                trial.path("expected.raw"))
            try trial.manifest("image: {file: boot.\(format), format: \(format)}")
            try await trial.succeed("apply", "--yes")
            #expect(try await trial.volumeHolds("expected.raw"))
            try await trial.succeed("image", "export", "boot", trial.path("back.\(format)"), "--format", format)
            try await trial.tool(
                "/usr/bin/qemu-img", "convert", "-f", format, "-O", "raw", trial.path("back.\(format)"),
                trial.path("export.raw"))
            #expect(try await trial.isVolume(trial.path("export.raw"), of: "expected.raw"))
            let plan = try await trial.run("plan")
            #expect(plan.status == 0, "\(plan.output)\(plan.error)")
        }
    }

    @Test func whatIsWrongIsSaidAndNothingIsMade() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 8)
            try await trial.convert("disk.raw", to: "boot.qcow2", "qcow2")
            try await trial.tool(
                "/usr/bin/qemu-img", "create", "-f", "qcow2", "-b", "/etc/hostname", "-F", "raw",
                trial.path("evil.qcow2"))
            try trial.folder.write("\(String(repeating: "0", count: 64))  boot.qcow2\n", to: "SHA256SUMS")
            truncate(trial.path("large.raw"), 0)
            try await trial.tool("/usr/bin/qemu-img", "create", "-f", "raw", trial.path("large.raw"), "2G")
            for (image, code) in [
                ("evil.qcow2", "image_backing_file"), ("missing.qcow2", "image_unreadable"),
                ("{file: boot.qcow2, format: vdi}", "image_format"),
                ("{file: large.raw, format: raw}", "image_too_large"),
                ("{file: boot.qcow2, sums: SHA256SUMS}", "image_checksum"),
            ] {
                try trial.manifest("image: \(image)")
                let run = try await trial.run("apply", "--yes")
                #expect(run.status == 65 && run.error.contains("[\(code)]"), "\(image): \(run.status) \(run.error)")
            }
            #expect(try await trial.access() == nil)
        }
    }

    @Test func whatAnImportRefuses() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 14)
            try trial.manifest()
            try await trial.succeed("apply", "--yes")
            let arguments = ["image", "import", trial.path("disk.raw"), "boot", "--format", "raw", "--yes"]
            func refusal(_ more: String...) async throws -> ToolRun {
                try await ToolRun(
                    arguments + more + ["-f", trial.path("stack.yaml")], environment: await trial.environment())
            }
            let plain = try await refusal()
            #expect(plain.status == 4 && plain.output.contains("blocked [overwrite]"), "\(plain.output)\(plain.error)")
            #expect(plain.output.contains("--overwrite"))
            try trial.manifest("qos: {total_iops_max: 500}")
            let pending = try await refusal("--overwrite")
            #expect(
                pending.status == 4 && pending.output.contains("blocked [pending_changes]"),
                "\(pending.output)\(pending.error)")
            #expect(try await trial.access()?.isUnfinished == false)
            try await trial.succeed("apply", "--yes")
            #expect(try await refusal("--overwrite").status == 0)
            #expect(try await trial.volumeHolds("disk.raw"))
        }
    }

    @Test func aRefusedLoginIsSaidAndTheRerunCompletes() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 9)
            try await trial.convert("disk.raw", to: "boot.qcow2", "qcow2")
            try trial.manifest()
            try await trial.succeed("apply", "--yes")
            let wrong = try await trial.run(
                "image", "import", trial.path("boot.qcow2"), "boot", "--overwrite", "--yes",
                password: "another-12345678")
            #expect(wrong.status == 3 && wrong.output.contains("CHAP"), "\(wrong.status) \(wrong.output)\(wrong.error)")
            let access = try #require(try await trial.access())
            #expect(access.initiators.isEmpty && access.isUnfinished)
            // Neither is it opened by an apply of the manifest, which declares no image.
            let apply = try await trial.run("apply", "--yes")
            #expect(apply.status == 4 && apply.output.contains("image_unfinished"), "\(apply.output)\(apply.error)")
            try await trial.succeed("image", "import", trial.path("boot.qcow2"), "boot", "--overwrite", "--yes")
            #expect(try await trial.volumeHolds("disk.raw"))
            #expect(try await trial.access()?.initiators == ["iqn.1993-08.org.debian:01:build01"])
        }
    }

    /// Import, snapshot, overwrite, restore, clone: the bytes at each point.
    @Test func theBytesFollowTheVolume() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("one.raw", seed: 10)
            try trial.makeDisk("two.raw", seed: 11)
            try await trial.convert("one.raw", to: "one.qcow2", "qcow2")
            try await trial.convert("two.raw", to: "two.qcow2", "qcow2")
            try trial.manifest("image: one.qcow2", more: "snapshots: {boot@first: {}}")
            try await trial.succeed("apply", "--yes")
            #expect(try await trial.volumeHolds("one.raw"))
            try await trial.succeed("image", "import", trial.path("two.qcow2"), "boot", "--overwrite", "--yes")
            #expect(try await trial.volumeHolds("two.raw"))
            try await trial.succeed("snapshot", "restore", "boot@first", "--yes")
            #expect(try await trial.volumeHolds("one.raw"))
            try trial.manifest(
                "image: one.qcow2", volumes: "copy: {size: 2GiB, clone_of: boot}", more: "snapshots: {boot@first: {}}")
            try await trial.succeed("apply", "--yes")
            #expect(try await trial.volumeHolds("one.raw", volume: "copy", size: 2))
            try await trial.succeed("image", "import", trial.path("two.qcow2"), "boot", "--overwrite", "--yes")
            #expect(try await trial.volumeHolds("one.raw", volume: "copy", size: 2))
            #expect(try await trial.volumeHolds("two.raw"))
            // What the import replaced had been kept, and so had what the restore replaced.
            let list = try await ToolRun(["snapshot", "list", "boot"], environment: await trial.environment())
            #expect(list.output.split(separator: "\n").count >= 4, "\(list.output)\(list.error)")
        }
    }

    /// The password is in no argument of any program while the copy runs, and the file that holds it is gone afterwards.
    @Test func theSecretIsInNoArgument() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 12)
            try await trial.convert("disk.raw", to: "boot.qcow2", "qcow2")
            try trial.manifest("image: boot.qcow2")
            let process = try ToolProcess(
                ["apply", "--yes", "-f", trial.path("stack.yaml")], environment: await trial.environment())
            var sawCopy = false
            while !process.hasEnded {
                for arguments in Self.commandLines() where arguments.contains("qemu-img") {
                    sawCopy = sawCopy || arguments.contains("convert")
                    #expect(!arguments.contains(ImageTrial.password))
                }
            }
            #expect(await process.end() == 0, "\(process.output)\(process.error)")
            #expect(sawCopy)
            let left = try FileManager.default.contentsOfDirectory(atPath: trial.folder.path)
            #expect(!left.contains { $0.hasPrefix("datera-apply-") }, "\(left)")
        }
    }

    private static func commandLines() -> [String] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { Int($0) != nil }.map { pid in
            String(decoding: (try? TemporaryFile.bytes(at: "/proc/\(pid)/cmdline")) ?? [], as: UTF8.self)
        }
    }
}
