import Glibc
import Locking

/// A file that lines are appended to, each in one write, so that lines of several threads and runs stay whole.
final class LineFile: Sendable {
    private let descriptor: Locked<Int32>
    private let path: String
    private let failures: WriteFailures?

    /// Only its owner may read it.
    ///
    /// - Parameters:
    ///   - limit: a file beyond so many bytes is first renamed, with `.1` at its end.
    ///   - failures: where lines are noted that cannot be written, for a file that was asked for; nil loses them.
    init(path: String, limit: Int? = nil, failures: WriteFailures? = nil) throws(FileProblem) {
        self.path = path
        self.failures = failures
        var status = stat()
        if let limit, stat(path, &status) == 0, status.st_size > limit { rename(path, path + ".1") }
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(errno) }
        descriptor = Locked(file)
    }

    deinit { descriptor.withLock { _ = close($0) } }

    /// What cannot be written, on a full disk, is lost: a log must not stop the run.
    func append(_ line: String) {
        descriptor.withLock { descriptor in
            var line = line
            line.withUTF8 { buffer in
                let count = Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                if count < buffer.count { failures?.note(path, count < 0 ? errno : ENOSPC) }
            }
        }
    }
}
