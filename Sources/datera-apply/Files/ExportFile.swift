import Glibc
import Reporting

/// A file that appears under its name when it is complete, with mode 0600.
final class ExportFile: Sendable {
    /// Absolute, beside the file.
    let path: String
    private let final: String
    private let replaces: Bool

    /// - Throws: `CommandError`, when the file is there and is not to be replaced, or cannot be made.
    init(_ file: String, replaces: Bool) throws(CommandError) {
        var status = stat()
        if stat(file, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw CommandError(.usage, "\(file) is not a regular file.")
            }
            guard replaces else { throw CommandError(.usage, "\(file) exists; replace it with --force.") }
        }
        final = file
        self.replaces = replaces
        var folder = ""
        if !file.hasPrefix("/"), let current = getcwd(nil, 0) {
            folder = String(cString: current) + "/"
            free(current)
        }
        path = "\(folder)\(file).\(getpid()).part"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandError(.failure, "\(file) cannot be written: \(FileProblem.system(errno)).")
        }
        close(descriptor)
    }

    /// Gives it its name.
    func finish() throws(CommandError) {
        // `link` never replaces a file that has come meanwhile.
        let done = replaces ? rename(path, final) : link(path, final)
        guard done == 0 else {
            throw CommandError(.failure, "\(final) cannot be written: \(FileProblem.system(errno)).")
        }
        if !replaces { unlink(path) }
    }

    func discard() { unlink(path) }
}
