import Glibc
import Locking

/// A file that lines are appended to, each in one write, so that lines of several threads and runs stay whole.
final class LineFile: Sendable {
    private let descriptor: Locked<Int32>

    /// Only its owner may read it. Nil when it cannot be opened.
    ///
    /// - Parameter limit: a file beyond so many bytes is first renamed, with `.1` at its end.
    init?(path: String, limit: Int? = nil) {
        var status = stat()
        if let limit, stat(path, &status) == 0, status.st_size > limit { rename(path, path + ".1") }
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        descriptor = Locked(file)
    }

    deinit { descriptor.withLock { _ = close($0) } }

    /// What cannot be written, on a full disk, is lost: a log must not stop the run.
    func append(_ line: String) {
        descriptor.withLock { descriptor in
            var line = line
            line.withUTF8 { buffer in _ = Glibc.write(descriptor, buffer.baseAddress, buffer.count) }
        }
    }
}
