import Glibc

/// The folder with the bytes of volumes and snapshots. One simulator at a time has it.
struct DataDirectory: Sendable {
    let path: String
    let tools: DataPathTools
    private let lock: Int32

    /// A Unix socket's name has at most 107 bytes; what is put behind the directory takes the rest.
    private static let longestPath = 85

    /// Makes the folder if it is not there, and locks it until `release`.
    init(_ path: String, _ tools: DataPathTools) throws(DataPathFailure) {
        guard let resolved = Self.made(path) else {
            throw .directory(path, reason: "cannot be made: \(String(cString: strerror(errno)))")
        }
        guard resolved.utf8.count <= Self.longestPath else {
            throw .directory(
                resolved, reason: "the path is longer than \(Self.longestPath) bytes; name a shorter one")
        }
        self.path = resolved
        self.tools = tools
        // What no volume or snapshot has a name for is deleted, so this must be no folder with files of somebody else.
        let names = SmallFile.names(in: resolved)
        guard names.isEmpty || names.contains("lock") else {
            throw .directory(resolved, reason: "holds files that no simulator has made; name an empty or a new folder")
        }
        for folder in ["volumes", "snapshots"] where Self.made("\(resolved)/\(folder)") == nil {
            throw .directory(resolved, reason: "cannot be written: \(String(cString: strerror(errno)))")
        }
        lock = open("\(resolved)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            if lock >= 0 { close(lock) }
            throw .directory(resolved, reason: "another simulator uses it; name another directory or end that one")
        }
    }

    /// Lets another simulator have the folder.
    func release() { close(lock) }

    /// The absolute path of the folder, which is there when this returns.
    private static func made(_ path: String) -> String? {
        if mkdir(path, 0o700) != 0, errno != EEXIST { return nil }
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The data files that are there. Of files that a killed process was still copying nothing is left.
    func files() -> [String: ServedData.File] {
        var files: [String: ServedData.File] = [:]
        for folder in ["volumes", "snapshots"] {
            for name in SmallFile.names(in: file(folder)) {
                var status = stat()
                guard !name.hasSuffix(Self.unfinished), stat(file("\(folder)/\(name)"), &status) == 0 else {
                    unlink(file("\(folder)/\(name)"))
                    continue
                }
                files["\(folder)/\(name)"] = ServedData.File(bytes: Int(status.st_size), origin: nil)
            }
        }
        return files
    }

    private static let unfinished = ".part"

    /// Makes a sparse file with the bytes of its origin, cut or filled up with zeroes to its size. It appears whole.
    func make(_ name: String, _ wanted: ServedData.File) throws(DataPathFailure) {
        let part = file(name) + Self.unfinished
        unlink(part)
        if let origin = wanted.origin, access(file(origin), R_OK) == 0 {
            try ChildProcess.run(
                tools.copy, ["--reflink=auto", "--sparse=always", "--", file(origin), part],
                output: file("cp.log"), shown: "cp \(origin) \(name)")
        } else if let origin = wanted.origin {
            // Only when files were taken away while no simulator ran.
            StandardError.say("data file \(origin) is missing; \(name), a copy of it, begins with zeroes")
        }
        let descriptor = open(part, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .file(part, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        guard ftruncate(descriptor, wanted.bytes) == 0, rename(part, file(name)) == 0 else {
            throw .file(file(name), reason: String(cString: strerror(errno)))
        }
    }

    func grow(_ name: String, to bytes: Int) throws(DataPathFailure) {
        guard truncate(file(name), bytes) == 0 else {
            throw .file(file(name), reason: String(cString: strerror(errno)))
        }
    }

    func remove(_ name: String) { unlink(file(name)) }
}

/// What an operator has to see even when no client does.
enum StandardError {
    static func say(_ text: String) {
        let bytes = Array("dsp-simulator: \(text)\n".utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
