#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// The files of the machine, below a root folder.
package struct RootedFiles: HostFiles {
    private let root: String
    private static let limit = 1 << 20

    /// - Parameter root: stands in front of every path; empty for the machine itself.
    package init(root: String = "") { self.root = root }

    package func bytes(of path: String) throws(HostFailure) -> [UInt8] {
        let file = try opened(path, O_RDONLY)
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < Self.limit {
            let count = read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure(path) }
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    package func names(in path: String) throws(HostFailure) -> [String] {
        guard let folder = opendir(root + path) else { throw Self.failure(path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
                })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    package func target(ofLink path: String) throws(HostFailure) -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = readlink(root + path, &buffer, buffer.count)
        guard length >= 0 else { throw Self.failure(path) }
        return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package func write(_ text: String, to path: String) throws(HostFailure) {
        let file = try opened(path, O_WRONLY)
        defer { close(file) }
        try Self.fill(file, with: text, path)
    }

    package func replace(_ path: String, with text: String, draftIn folder: String?) throws(HostFailure) {
        makeFolders(above: path)
        let place = folder ?? Self.folder(of: path)
        let draft = "\(place)/.datera-apply.\(getpid()).tmp"
        // What a killed process of the same pid has left.
        unlink(root + draft)
        do throws(HostFailure) {
            try makeFile(draft, text)
            guard rename(root + draft, root + path) == 0 else { throw Self.failure(path) }
        } catch {
            unlink(root + draft)
            throw error
        }
        flushFolder(Self.folder(of: path))
    }

    package func link(_ path: String, as other: String) throws(HostFailure) {
        makeFolders(above: path)
        close(try opened(path, O_RDWR | O_CREAT, 0o600))
        guard Self.hardLink(root + path, root + other) else { throw Self.failure(other) }
    }

    package func remove(_ path: String) throws(HostFailure) {
        guard unlink(root + path) == 0 else { throw Self.failure(path) }
    }

    package func lock(_ path: String) throws(HostFailure) -> HostLock? {
        makeFolders(above: path)
        let file = try opened(path, O_RDWR | O_CREAT, 0o600)
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let failure = errno == EWOULDBLOCK ? nil : Self.failure(path)
            close(file)
            if let failure { throw failure }
            return nil
        }
        return HostLock { close(file) }
    }

    private func opened(_ path: String, _ flags: Int32, _ mode: mode_t = 0) throws(HostFailure) -> Int32 {
        let file = open(root + path, flags | O_CLOEXEC, mode)
        guard file >= 0 else { throw Self.failure(path) }
        return file
    }

    private func makeFile(_ path: String, _ text: String) throws(HostFailure) {
        let file = try opened(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        defer { close(file) }
        try Self.fill(file, with: text, path)
        guard fsync(file) == 0 else { throw Self.failure(path) }
    }

    /// So that a rename outlives a power failure; a file system that cannot do it is no reason to fail.
    private func flushFolder(_ path: String) {
        let folder = open(root + path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private func makeFolders(above path: String) {
        var folder = root
        for part in path.split(separator: "/").dropLast() {
            folder += "/" + part
            mkdir(folder, 0o755)
        }
    }

    private static func fill(_ file: Int32, with text: String, _ path: String) throws(HostFailure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { writeBytes(file, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    /// The members of this type hide the functions of the same name.
    private static func writeBytes(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(file, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(file, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(file, bytes.baseAddress, bytes.count)
        #endif
    }

    private static func hardLink(_ path: String, _ other: String) -> Bool {
        linkat(AT_FDCWD, path, AT_FDCWD, other, 0) == 0
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// Why the last call failed, by `errno`.
    private static func failure(_ path: String) -> HostFailure {
        switch errno {
        case ENOENT, ENOTDIR: .noSuchFile(path: path)
        case EACCES, EPERM, EROFS: .notPermitted(path: path)
        case EEXIST: .alreadyThere(path: path)
        case let code: .file(path: path, reason: String(cString: strerror(code)))
        }
    }
}
