internal import StorageModel

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// The files of one address in the cache folder.
///
/// ```
/// NAME                the file, whole
/// NAME.version        which version of it the server had sent
/// NAME.part           a download under way, or what is left of one that was stopped
/// NAME.part.version   the same of that
/// NAME.lock           held by the run that downloads it
/// ```
/// NAME is the SHA-256 of the address, so that no part of an address becomes a path.
struct DownloadCache: Sendable {
    let file: String
    private let part: String
    private let lock: String

    /// Makes the folder.
    init(_ url: ImageURL, in folder: String) throws(ImagingFailure) {
        try Self.makeFolder(folder)
        file = folder + "/" + Digest.sha256(url.content)
        part = file + ".part"
        lock = file + ".lock"
    }

    /// Of the whole file; nil where there is none.
    var version: DownloadVersion? { Self.size(of: file) == nil ? nil : Self.version(of: file) }
    var hasFile: Bool { Self.size(of: file) != nil }
    var partSize: UInt64 { Self.size(of: part) ?? 0 }
    var partVersion: DownloadVersion { Self.version(of: part) ?? DownloadVersion() }

    /// To write to; what is in it stays.
    func openPart() throws(ImagingFailure) -> OpenFile {
        let descriptor = open(part, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .scratch(file: part, reason: Self.reason) }
        return OpenFile(descriptor)
    }

    /// Before the first byte of that version is written.
    func keep(_ version: DownloadVersion) -> Bool {
        let path = part + ".version"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = Array(version.text.utf8)
        return write(descriptor, bytes, bytes.count) == bytes.count
    }

    func discardPart() {
        unlink(part)
        unlink(part + ".version")
    }

    /// Gives the part the name of the whole file. The version follows: were it first, a run that is killed in between would
    /// leave an old file that passes for the new one.
    func finish() throws(ImagingFailure) {
        unlink(file + ".version")
        guard rename(part, file) == 0 else { throw .scratch(file: file, reason: Self.reason) }
        rename(part + ".version", file + ".version")
    }

    /// Open for as long as there is this object, which is why it is a class.
    final class OpenFile: Sendable {
        let number: Int32
        fileprivate init(_ number: Int32) { self.number = number }
        deinit { close(number) }
    }

    /// Waits for another run that downloads the same file. The lock is held until the object is gone; a process that is
    /// killed gives it up, too.
    func locked(_ timing: Timing) async throws(ImagingFailure) -> OpenFile {
        let descriptor = open(lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .scratch(file: lock, reason: Self.reason) }
        let held = OpenFile(descriptor)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .scratch(file: lock, reason: Self.reason) }
            do { try await timing.sleep(.milliseconds(200)) } catch { throw .cancelled }
        }
        return held
    }

    /// Of the part, which is complete.
    func head(upTo count: Int) -> [UInt8] {
        let descriptor = open(part, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let length = read(descriptor, &bytes, count)
        return Array(bytes.prefix(max(0, length)))
    }

    private static func size(of path: String) -> UInt64? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return UInt64(max(0, status.st_size))
    }

    private static func version(of path: String) -> DownloadVersion? {
        let descriptor = open(path + ".version", O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        return DownloadVersion(text: String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
    }

    /// Whoever could write to the folder could put another file in the place of one that was checked.
    private static func makeFolder(_ folder: String) throws(ImagingFailure) {
        var path = ""
        for component in folder.split(separator: "/") {
            path += "/" + component
            if mkdir(path, 0o700) != 0, errno != EEXIST { throw .scratch(file: path, reason: reason) }
        }
        var status = stat()
        guard stat(folder, &status) == 0 else { throw .scratch(file: folder, reason: reason) }
        guard status.st_mode & S_IFMT == S_IFDIR, status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
            throw .scratch(file: folder, reason: "others may write to this folder (set its mode to 700)")
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
