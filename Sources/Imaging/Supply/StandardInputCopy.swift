private import StorageModel

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// Writes what comes through a pipe to a scratch file: no image can be proved, or copied by qemu-img, before its end is there.
struct StandardInputCopy: Sendable {
    let descriptor: Int32
    /// More than this is refused; in bytes.
    let limit: UInt64

    private static let pieceSize = 256 << 10

    /// - Parameter path: of the new file, which must not be there yet. Its mode is 0600. Zeroes become holes.
    /// - Throws: `refused`, `input`, `failed(.noSpace)`, `scratch`, `cancelled`; nothing is left of the file then.
    func run(
        to path: String, progress: @Sendable (UInt64) -> Void
    ) async throws(ImagingFailure) {
        let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw Self.scratch(path) }
        defer { close(output) }
        do throws(ImagingFailure) {
            try await copy(to: output, path, progress)
        } catch {
            unlink(path)
            throw error
        }
    }

    private func copy(
        to output: Int32, _ path: String, _ progress: @Sendable (UInt64) -> Void
    ) async throws(ImagingFailure) {
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        var length: UInt64 = 0
        while true {
            guard !Task.isCancelled else { throw .cancelled }
            await Task.yield()
            var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&input, 1, 100) != 0 else { continue }
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count >= 0 else { throw .input(reason: String(cString: strerror(errno))) }
            guard count > 0 else { break }
            guard let end = length.adding(UInt64(count)), end <= limit else {
                throw .refused(.tooLong(.standardInput, limit: limit))
            }
            let piece = buffer[..<count]
            if piece.contains(where: { $0 != 0 }) { try write(piece, to: output, at: length, path) }
            length = end
            progress(length)
        }
        guard ftruncate(output, off_t(length)) == 0 else { throw Self.scratch(path) }
    }

    private func write(
        _ piece: ArraySlice<UInt8>, to output: Int32, at offset: UInt64, _ path: String
    ) throws(ImagingFailure) {
        var rest = piece
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                pwrite(output, $0.baseAddress, $0.count, off_t(offset) + off_t(piece.count - rest.count))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.scratch(path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func scratch(_ path: String) -> ImagingFailure {
        errno == ENOSPC ? .failed(.noSpace) : .scratch(file: path, reason: String(cString: strerror(errno)))
    }
}
