import Glibc

/// What a file holds: the one way in which this program reads files that the user names. Takes plain files, pipes,
/// `/dev/stdin`, named pipes and what a shell's `<(…)` stands for.
struct FileContent {
    let bytes: [UInt8]
    /// Whether it is a plain file that anyone but its owner may read.
    let isReadableByOthers: Bool
    /// Whether it is a plain file that neither owner nor group are needed to read.
    let isReadableByEveryone: Bool

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether there is a plain file, and no pipe.
    static func isPlain(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether a path is one of the names of standard input, which can be read only once.
    static func isStandardInput(_ path: String) -> Bool {
        ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].contains(path)
    }

    /// - Parameter limit: bytes; nil reads to the end.
    init(of path: String, limit: Int? = nil) throws(FileProblem) {
        // Without waiting, because a named pipe without a writer would otherwise hold up a signal, too.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.problem(at: path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        let isPlain = status.st_mode & S_IFMT == S_IFREG
        isReadableByOthers = isPlain && status.st_mode & 0o077 != 0
        isReadableByEveryone = isPlain && status.st_mode & 0o007 != 0
        bytes = try Self.bytes(from: descriptor, limit: limit)
    }

    /// Everything that a file or a pipe still holds.
    static func bytes(from descriptor: Int32, limit: Int? = nil) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&input, 1, 100) <= 0 {
                if Task.isCancelled { throw .stopped }
                continue
            }
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count >= 0 else { throw .system(errno) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            if let limit, bytes.count > limit { throw .tooLong(limit: limit) }
        }
    }

    /// Why it cannot be opened: a link that leads nowhere is called one.
    static func problem(at path: String, _ code: Int32) -> FileProblem {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = code == ENOENT ? readlink(path, &buffer, buffer.count) : -1
        guard length >= 0 else { return .system(code) }
        return .danglingLink(to: String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}
