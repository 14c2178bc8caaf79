package import StorageModel

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// Unpacks a compressed image into a scratch folder, no further than the volume is large.
package struct Decompression: Sendable {
    private let runner: any CommandRunner
    /// Where the unpacked image is put.
    private let folder: String

    /// A raw image may have a footer or padding behind the disk.
    private static let allowance: UInt64 = 1 << 20
    /// What the tools write when nothing at all comes out of a huge file for long is caught by this.
    private static let deadline = Duration.seconds(24 * 3600)

    package init(_ runner: any CommandRunner, folder: String) {
        self.runner = runner
        self.folder = folder
    }

    /// - Parameters:
    ///   - name: of the new file, which must not be there yet. Its mode is 0600.
    ///   - volumeSize: in bytes. A file that unpacks to more, and 1 MiB, is refused.
    /// - Returns: the path of the unpacked file. When this throws, nothing is left of it.
    package func unpack(
        _ file: ImageFile, _ compression: Compression, name: String, volumeSize: UInt64
    ) async throws(ImagingFailure) -> String {
        let limit = volumeSize.adding(Self.allowance) ?? volumeSize
        try requireSpace(atLeast: file.size, limit: limit)
        let path = folder + "/" + name
        let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw .scratch(file: path, reason: String(cString: strerror(errno))) }
        defer { close(output) }
        do throws(ImagingFailure) {
            try await run(file, compression, into: output, limit: limit)
            return path
        } catch {
            unlink(path)
            throw error
        }
    }

    private func run(
        _ file: ImageFile, _ compression: Compression, into output: Int32, limit: UInt64
    ) async throws(ImagingFailure) {
        var command = HostCommand(
            compression.rawValue, compression.arguments + ["--", file.path], deadline: Self.deadline,
            addressSpace: (Compression.memoryLimit + 256) << 20)
        command.outputDescriptor = output
        command.fileSize = limit
        let result: CommandResult
        do throws(CommandFailure) {
            result = try await runner.run(command)
        } catch {
            throw ImagingFailure(error)
        }
        if result.isSuccess { return }
        var status = stat()
        let isFull = fstat(output, &status) == 0 && UInt64(max(0, status.st_size)) >= limit
        if result.ending == .killed(signal: SIGXFSZ) || isFull {
            throw .refused(.expandsTooFar(file: file.path, limit: limit))
        }
        let failure = CopyFailure(result, of: compression.rawValue)
        switch failure {
        case .other(_, let text): throw .refused(.packed(file: file.path, reason: text))
        case let failure?: throw .failed(failure)
        case nil: return
        }
    }

    /// The smaller of what the limit allows and what is certainly needed: the packed size. A full disk ends the tool later.
    private func requireSpace(atLeast packed: UInt64, limit: UInt64) throws(ImagingFailure) {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else {
            throw .scratch(file: folder, reason: String(cString: strerror(errno)))
        }
        let needed = min(packed, limit)
        let free = UInt64(status.f_bavail).times(UInt64(status.f_frsize)) ?? .max
        guard free >= needed else { throw .noSpace(folder: folder, needed: needed, free: free) }
    }
}
