import Glibc
import Imaging
import StorageModel
import TestSupport
import Testing
import datera_apply

/// Images that come through a pipe.
@Suite struct StandardInputTests {
    /// A pipe, and what is written into it on another thread.
    private func check(
        _ bytes: [UInt8], _ format: ImageFormat? = .raw, checksum: String? = nil, size: Int = 1
    ) async throws -> ImageFailure? {
        let folder = try TemporaryFolder()
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let writer = ends[1]
        let writing = Task.detached {
            signal(SIGPIPE, SIG_IGN)
            var rest = bytes[...]
            while !rest.isEmpty,
                case let count = rest.withUnsafeBytes({ write(writer, $0.baseAddress, min(9999, $0.count)) }),
                count > 0
            { rest = rest.dropFirst(count) }
            close(writer)
        }
        let scratch = ScratchFolder(in: folder.path)
        let copier = ImageCopier(
            SystemCommandRunner(path: nil), scratch: scratch, supply: ImageSupply(scratch: scratch, input: ends[0]))
        let image = DesiredImage(.standardInput, format: format, checksum: checksum.map(ImageChecksum.sha256))
        var failure: ImageFailure?
        do throws(ImageFailure) {
            try await copier.check(image, for: "boot", of: Gibibytes(size)) { _ in }
        } catch {
            failure = error
        }
        close(ends[0])
        await writing.value
        scratch.removeAll()
        return failure
    }

    private func code(_ failure: ImageFailure?) -> String? {
        guard case .refused(let code, _, _)? = failure else { return failure.map { "\($0)" } }
        return code
    }

    @Test func aRawImageIsTakenAndItsChecksumCompared() async throws {
        let disk = ImageLab.disk(seed: 3)
        #expect(try await check(disk) == nil)
        let wrong = String(repeating: "0", count: 64)
        #expect(code(try await check(disk, checksum: wrong)) == "image_checksum")
    }

    @Test(arguments: [nil, .qcow2, .vmdk, .iso] as [ImageFormat?])
    func otherFormatsAreRefusedUnread(_ format: ImageFormat?) async throws {
        #expect(code(try await check([1, 2, 3], format)) == "image_format")
    }

    @Test func anEmptyPipeIsNoImage() async throws { #expect(code(try await check([])) == "image_empty") }
}
