#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// A regular file, opened once and read at given places. A class, because it owns the descriptor.
package final class ImageFile: Sendable {
    /// Absolute, so that no program can take its beginning for a protocol or an option.
    package let path: String
    /// In bytes, when it was opened.
    package let size: UInt64
    /// Under which it was published: the last component of its path or of its address.
    package let name: String
    private let descriptor: Int32
    private let identity: Identity

    /// What changes when somebody writes to a file or puts another in its place.
    private struct Identity: Equatable {
        var device: UInt64
        var inode: UInt64
        var size: Int64
        var seconds: Int
        var nanoseconds: Int

        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    /// - Parameter name: nil where the path has it.
    /// - Throws: `notAFile`, `unreadable`.
    package init(_ path: String, name: String? = nil) throws(ImageRefusal) {
        let absolute = try Self.absolute(path)
        self.path = absolute
        self.name = name ?? absolute.split(separator: "/").last.map(String.init) ?? absolute
        // Without O_NONBLOCK the open of a pipe waits for a writer.
        descriptor = open(self.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .unreadable(file: path, reason: Self.reason(errno)) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = Self.reason(errno)
            close(descriptor)
            throw .unreadable(file: path, reason: reason)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notAFile(file: path)
        }
        identity = Identity(status)
        size = UInt64(max(0, status.st_size))
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes; fewer at the end of the file.
    ///
    /// - Throws: `unreadable`.
    func bytes(at offset: UInt64, upTo count: Int) throws(ImageRefusal) -> [UInt8] {
        guard offset < size, let start = off_t(exactly: offset) else { return [] }
        let wanted = Int(min(UInt64(max(0, count)), size - offset))
        var buffer = [UInt8](repeating: 0, count: wanted)
        var filled = 0
        while filled < wanted {
            let count = buffer.withUnsafeMutableBytes { rest in
                pread(descriptor, rest.baseAddress.map { $0 + filled }, wanted - filled, start + off_t(filled))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(file: path, reason: Self.reason(errno)) }
            guard count > 0 else { break }
            filled += count
        }
        return filled == wanted ? buffer : Array(buffer.prefix(filled))
    }

    /// - Throws: `changed`, when the file of this path is no longer the one that was opened, or was written to.
    package func requireUnchanged() throws(ImageRefusal) {
        var opened = stat()
        var named = stat()
        guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0, Identity(opened) == identity,
            Identity(named) == identity
        else { throw .changed(file: path) }
    }

    private static func absolute(_ path: String) throws(ImageRefusal) -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .unreadable(file: path, reason: "not a file name") }
        if path.hasPrefix("/") { return path }
        guard let folder = getcwd(nil, 0) else { throw .unreadable(file: path, reason: reason(errno)) }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
