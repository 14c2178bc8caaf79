import Glibc
import Reporting

/// A file that is written whole or not at all.
enum NewFile {
    /// Replaces what is at the path, which stays as it was when this fails. A pipe or a device is written to instead.
    ///
    /// - Parameters:
    ///   - isPublic: whether every user may read it, whatever the umask says, and it is on the disk before it takes its
    ///     name.
    ///   - mode: of a file that was not there, before the umask.
    static func write(
        _ text: String, to path: String, isPublic: Bool = false, mode: mode_t = 0o666
    ) throws(FileProblem) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        guard !isThere || status.st_mode & S_IFMT == S_IFREG else {
            try fill(open(path, O_WRONLY | O_CLOEXEC), with: text, isPublic: false)
            return
        }
        // What a link stands for is replaced, not the link.
        let target = isThere ? realpath(path, nil) : nil
        defer { free(target) }
        let place = target.map { String(cString: $0) } ?? path
        let draft = "\(place).\(getpid()).tmp"
        do throws(FileProblem) {
            let mode = isThere ? status.st_mode & 0o777 : mode
            try fill(open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode), with: text, isPublic: isPublic)
            guard rename(draft, place) == 0 else { throw .system(errno) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Makes a file, and never replaces one: not even one that has come meanwhile.
    static func create(_ text: String, at path: String) throws(FileProblem) {
        let draft = "\(path).\(getpid()).tmp"
        do throws(FileProblem) {
            try fill(open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666), with: text, isPublic: false)
            guard link(draft, path) == 0 else { throw .system(errno) }
        } catch {
            unlink(draft)
            throw error
        }
        unlink(draft)
    }

    /// Before the work that is to fill it.
    static func requireAbsence(of path: String) throws(CommandError) {
        var status = stat()
        guard lstat(path, &status) != 0 else {
            throw CommandError(.usage, "\(path) exists and is not replaced; choose another name.")
        }
    }

    private static func fill(_ descriptor: Int32, with text: String, isPublic: Bool) throws(FileProblem) {
        guard descriptor >= 0 else { throw .system(errno) }
        do throws(FileProblem) {
            try ByteWriting.write(text, to: descriptor)
            guard !isPublic || fchmod(descriptor, 0o644) == 0 && fsync(descriptor) == 0 else { throw .system(errno) }
        } catch {
            close(descriptor)
            throw error
        }
        // Some file systems say only now that there was no room.
        guard close(descriptor) == 0 else { throw .system(errno) }
    }
}
