// Looking into the scratch folder.
import FoundationEssentials
import Glibc
import Imaging
import StorageModel
import TestSupport
import Testing
import datera_apply

/// What joins proof and copy: the file that is copied is the one that was proved, and nothing is left of a run.
@Suite struct ImageCopierTests {
    /// Proves with the real programs, and copies nowhere.
    private struct NoTarget: CommandRunner {
        let real = SystemCommandRunner(path: nil)
        var beforeCompare: @Sendable () -> Void = {}

        func run(
            _ command: HostCommand, onOutput: @escaping @Sendable ([UInt8]) -> Void
        ) async throws(CommandFailure) -> CommandResult {
            switch command.arguments.first {
            case "convert": return CommandResult(.exited(0))
            case "compare":
                beforeCompare()
                return CommandResult(.exited(0))
            default: return try await real.run(command, onOutput: onOutput)
            }
        }
    }

    private static func target(_ number: Int = 0) -> ImageTarget {
        ImageTarget(
            volume: "boot-\(number)", iqn: "iqn.2013-05.com.daterainc:tc:01:sn:x", lun: 0, portals: ["127.0.0.1:3260"],
            size: Gibibytes(1), initiator: .imageWriter(of: "stack"),
            chap: ImageTarget.ResolvedCHAP(user: "user", password: Secret("secret-12345678")))
    }

    private func image(in lab: ImageLab) async throws -> DesiredImage {
        try await lab.qemuImage("create", "-f", "qcow2", lab.path("disk.qcow2"), "8M")
        return DesiredImage(file: lab.path("disk.qcow2"))
    }

    @Test func aFileThatIsReplacedDuringTheCopyIsRefused() async throws {
        let lab = try ImageLab()
        let image = try await image(in: lab)
        let path = lab.path("disk.qcow2")
        let runner = NoTarget(beforeCompare: { truncate(path, 1 << 20) })
        let copier = ImageCopier(runner, scratch: ScratchFolder(in: lab.folder.path))
        do throws(ImageFailure) {
            try await copier.write(image, to: Self.target()) { _ in }
            Issue.record("should have been refused")
        } catch {
            guard case .refused(code: "image_changed", _, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func copiesThatBeginAtOnceShareOneFolderAndLeaveNone() async throws {
        let lab = try ImageLab()
        let image = try await image(in: lab)
        let scratch = ScratchFolder(in: lab.folder.path)
        let copier = ImageCopier(NoTarget(), scratch: scratch)
        try await copier.check(image, for: "boot", of: Gibibytes(1)) { _ in }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<16 {
                group.addTask { try await copier.write(image, to: Self.target(number)) { _ in } }
            }
            try await group.waitForAll()
        }
        scratch.removeAll()
        let left = try FileManager.default.contentsOfDirectory(atPath: lab.folder.path)
        #expect(left == ["disk.qcow2"])
    }
}
