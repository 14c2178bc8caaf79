import Glibc
import TestSupport
import Testing

/// The image cache with real bytes: the programs, tgtd and qemu-img.
@Suite struct CachedImageTests {
    private static let cache = "image_cache: {enabled: true}"

    /// The file is gone by then, so that nothing but the array can have the bytes.
    @Test func aSecondVolumeOfAnImageSendsNoBytes() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 21)
            try await trial.convert("disk.raw", to: "boot.qcow2", "qcow2")
            let image = try await trial.image("boot.qcow2")
            try trial.manifest("image: \(image)", more: Self.cache)
            try await trial.succeed("apply", "--yes")
            #expect(try await trial.volumeHolds("disk.raw"))
            let before = try await trial.receivedBytes()
            #expect(before > 1 << 20)
            unlink(trial.path("boot.qcow2"))
            try trial.manifest(
                "image: \(image)", volumes: "data: {size: 2GiB, image: \(image), qos: {total_iops_max: 700}}",
                more: Self.cache)
            try await trial.succeed("apply", "--yes")
            #expect(try await trial.receivedBytes() == before)
            #expect(try await trial.run("plan").status == 0)
            try await Self.list(trial, clones: 2)
            try await Self.prune(trial)
            #expect(try await trial.volumeHolds("disk.raw", volume: "data", size: 2))
        }
    }

    /// What `image cache list`, `list` and `export` say of the one cached volume.
    private static func list(_ trial: ImageTrial, clones: Int) async throws {
        let environment = await trial.environment()
        let text = try await ToolRun(["image", "cache", "list"], environment: environment)
        let row = try #require(text.output.split(separator: "\n").last.map(String.init))
        #expect(row.contains("datera-apply.image.") && row.contains("1 GiB") && row.contains("complete"), "\(row)")
        #expect(row.contains("boot.qcow2"), "\(row)")
        let json = try await ToolRun(["image", "cache", "list", "--format", "json"], environment: environment)
        let images = try JSONTree(parsing: Array(json.output.utf8))["images"]?.elements ?? []
        #expect(images.count == 1 && images[0]["clones"] == .number(Double(clones)), "\(json.output)\(json.error)")
        #expect(images[0]["complete"] == .flag(true))
        let list = try await ToolRun(["list"], environment: environment)
        #expect(list.output.contains("image cache (protected)"), "\(list.output)")
        let export = try await ToolRun(["export", "--stack", "images"], environment: environment)
        #expect(export.output.contains("it is a volume of the image cache"), "\(export.output)\(export.error)")
    }

    /// Each of the three confirmations is missing once.
    private static func prune(_ trial: ImageTrial) async throws {
        let environment = await trial.environment()
        func prune(_ arguments: String...) async throws -> Int32 {
            try await ToolRun(["image", "cache", "prune", "--yes"] + arguments, environment: environment).status
        }
        #expect(try await prune("--allow-destroy", "--max-deletes", "1") == 64)
        #expect(try await prune("--all", "--max-deletes", "1") != 0)
        #expect(try await prune("--all", "--allow-destroy") == 4)
        #expect(try await trial.cacheAccess().count == 1)
        #expect(try await prune("--unused", "--allow-destroy", "--max-deletes", "1") == 0)
        #expect(try await trial.cacheAccess().count == 1)
        #expect(try await prune("--all", "--allow-destroy", "--max-deletes", "1") == 0)
        #expect(try await trial.cacheAccess().isEmpty)
    }

    /// Both want the same cached volume, and only one writes it.
    @Test func twoStacksAtOnceFillOneCachedVolume() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 22)
            try await trial.convert("disk.raw", to: "boot.qcow2", "qcow2")
            let image = try await trial.image("boot.qcow2")
            for stack in ["one", "two"] {
                try trial.folder.write(
                    """
                    apiVersion: datera-apply/v1
                    kind: Stack
                    stack: \(stack)-stack
                    \(Self.cache)
                    volumes: {boot: {name: boot-\(stack), size: 1GiB, image: \(image)}}

                    """, to: "\(stack).yaml")
            }
            let environment = await trial.environment()
            let runs = try ["one", "two"].map { stack in
                try ToolProcess(["apply", "--yes", "-f", trial.path("\(stack).yaml")], environment: environment)
            }
            for run in runs { #expect(await run.end() == 0, "\(run.output)\(run.error)") }
            #expect(try await trial.cacheAccess().map(\.isUnfinished) == [false])
            let copied = runs.filter { $0.output.contains("write image") }
            #expect(copied.count >= 1, "\(runs.map(\.output))")
            // What a single fill sends, and no second time.
            #expect(try await trial.receivedBytes() < 2 * (8 * 256 << 10) + (4 << 20))
        }
    }

    /// A restore and an import refuse while an initiator is logged in, and the bytes stay.
    @Test func aVolumeWithALiveSessionIsNeitherRestoredNorOverwritten() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("one.raw", seed: 23)
            try trial.makeDisk("two.raw", seed: 24)
            try trial.manifest("image: {file: one.raw, format: raw}", more: "snapshots: {boot@first: {}}")
            try await trial.succeed("apply", "--yes")
            let session = try await Self.session(trial)
            let restore = try await trial.run("snapshot", "restore", "boot@first", "--yes")
            #expect(restore.status == 4 && restore.output.contains("[connected]"), "\(restore.output)\(restore.error)")
            let overwrite = try await trial.run(
                "image", "import", trial.path("two.raw"), "boot", "--format", "raw", "--overwrite", "--yes")
            #expect(
                overwrite.status == 4 && overwrite.output.contains("[connected]"),
                "\(overwrite.output)\(overwrite.error)")
            #expect(!session.hasEnded)
            session.send(SIGKILL)
            _ = await session.end()
            #expect(try await trial.volumeHolds("one.raw"))
            try await trial.succeed(
                "image", "import", trial.path("two.raw"), "boot", "--format", "raw", "--overwrite", "--yes")
            #expect(try await trial.volumeHolds("two.raw"))
        }
    }

    /// An initiator of the manifest that has logged in and stays so.
    private static func session(_ trial: ImageTrial) async throws -> ToolProcess {
        let data = try await trial.array.get("/_sim/data")
        let iqn = try #require(data["targets"]?.elements.first?["iqn"]?.text)
        let portal = try #require(data["addresses"]?.elements.first?.text) + ":3260"
        let options = [
            "driver=raw", "file.driver=iscsi", "file.transport=tcp", "file.portal=\(portal)", "file.target=\(iqn)",
            "file.lun=0", "file.initiator-name=iqn.1993-08.org.debian:01:build01", "file.user=builduser",
            "file.password-secret=chap",
        ].joined(separator: ",")
        let process = try ToolProcess(
            [
                "--object", "secret,id=chap,data=\(ImageTrial.password)", "--image-opts", options, "-c", "read 0 4k",
                "-c",
                "sleep 600000",
            ], program: "/usr/bin/qemu-io")
        for _ in 0..<1000 {
            let targets = try await trial.array.get("/_sim/data")["targets"]?.elements ?? []
            if !process.hasEnded, targets.contains(where: { $0["sessions"]?.elements.isEmpty == false }) {
                return process
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        process.send(SIGKILL)
        Issue.record("qemu-io has no session: \(process.output)\(process.error)")
        return process
    }
}
