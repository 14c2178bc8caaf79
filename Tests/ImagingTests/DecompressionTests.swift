import Glibc
import Imaging
import StorageModel
import TestSupport
import Testing
import datera_apply

/// Compressed images are unpacked by their content, as far as the volume is large.
@Suite struct DecompressionTests {
    private static let runner = SystemCommandRunner(path: nil)

    private func packed(_ lab: ImageLab, _ compression: Compression, _ bytes: [UInt8]) async throws -> ImageFile {
        let source = try lab.write(bytes, to: "disk")
        let script = "exec \"$0\" -c \"$1\" > \"$2\""
        let run = try await ToolRun(
            ["-c", script, compression.rawValue, source, lab.path("packed.img")], program: "/bin/sh")
        try #require(run.status == 0, "\(run.error)")
        return try ImageFile(lab.path("packed.img"))
    }

    @Test(arguments: Compression.allCases)
    func itIsUnpackedWhole(_ compression: Compression) async throws {
        let lab = try ImageLab()
        let disk = ImageLab.disk(seed: 4)
        let file = try await packed(lab, compression, disk)
        #expect(try Compression(file) == compression)
        let path = try await Decompression(Self.runner, folder: lab.folder.path)
            .unpack(file, compression, name: "unpacked", volumeSize: UInt64(disk.count))
        #expect(try lab.bytes("unpacked") == disk)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test(arguments: Compression.allCases)
    func aBombIsStoppedAtTheSizeOfTheVolume(_ compression: Compression) async throws {
        let lab = try ImageLab()
        let file = try await packed(lab, compression, [UInt8](repeating: 0, count: 64 << 20))
        let error = await #expect(throws: ImagingFailure.self) {
            try await Decompression(Self.runner, folder: lab.folder.path)
                .unpack(file, compression, name: "unpacked", volumeSize: 4 << 20)
        }
        #expect(error == .refused(.expandsTooFar(file: file.path, limit: 5 << 20)))
        #expect(access(lab.path("unpacked"), F_OK) != 0)
    }

    @Test(arguments: Compression.allCases)
    func aTruncatedOneIsRefused(_ compression: Compression) async throws {
        let lab = try ImageLab()
        let whole = try await packed(lab, compression, ImageLab.disk(seed: 4))
        lab.cut("packed.img", to: Int(whole.size) - 1000)
        let file = try ImageFile(whole.path)
        let error = await #expect(throws: ImagingFailure.self) {
            try await Decompression(Self.runner, folder: lab.folder.path)
                .unpack(file, compression, name: "unpacked", volumeSize: 64 << 20)
        }
        guard case .refused(.packed) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(access(lab.path("unpacked"), F_OK) != 0)
    }

    /// A window of 2 GiB, as `zstd --long=31` makes one, needs that much memory.
    @Test func aWindowThatIsTooLargeIsRefused() async throws {
        let lab = try ImageLab()
        let source = try lab.write(ImageLab.disk(seed: 4), to: "disk")
        let run = try await ToolRun(
            ["-q", "--long=31", "--stream-size=3000000000", "-o", lab.path("packed.zst"), "--no-check", source],
            program: "/usr/bin/zstd")
        try #require(run.status == 0, "\(run.error)")
        // The window descriptor: 2^(10 + 21) bytes.
        try lab.patch("packed.zst", at: 4, [0x00, 21 << 3])
        let file = try ImageFile(lab.path("packed.zst"))
        await #expect(throws: ImagingFailure.self) {
            try await Decompression(Self.runner, folder: lab.folder.path)
                .unpack(file, .zstd, name: "unpacked", volumeSize: 64 << 20)
        }
    }

    @Test func aFileThatIsThereIsNotOverwritten() async throws {
        let lab = try ImageLab()
        let file = try await packed(lab, .gzip, ImageLab.disk(seed: 4))
        try lab.write([1], to: "taken")
        await #expect(throws: ImagingFailure.scratch(file: lab.path("taken"), reason: "File exists")) {
            try await Decompression(Self.runner, folder: lab.folder.path)
                .unpack(file, .gzip, name: "taken", volumeSize: 64 << 20)
        }
        #expect(try lab.bytes("taken") == [1])
    }

    @Test func aMissingToolIsNamedWithItsPackage() async throws {
        let lab = try ImageLab()
        let file = try await packed(lab, .xz, ImageLab.disk(seed: 4))
        let error = await #expect(throws: ImagingFailure.self) {
            try await Decompression(NoPrograms(), folder: lab.folder.path)
                .unpack(file, .xz, name: "unpacked", volumeSize: 64 << 20)
        }
        #expect(error.map { "\($0)" } == "xz is not installed; install the package xz-utils")
    }
}

/// A host without any program. Not `ScriptedCommands`: the compiler (6.3.1) crashes on a closure that only throws.
private struct NoPrograms: CommandRunner {
    func run(
        _ command: HostCommand, onOutput: @escaping @Sendable ([UInt8]) -> Void
    ) async throws(CommandFailure) -> CommandResult {
        throw .notInstalled(program: command.program)
    }
}
