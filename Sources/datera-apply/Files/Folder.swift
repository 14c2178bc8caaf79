import Glibc

/// The entries of a folder.
enum Folder {
    static func contains(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The folder of a file, from the root on; nil for one that is not there.
    static func absolute(of path: String) -> String? {
        let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard let absolute = realpath(parent, nil) else { return nil }
        defer { free(absolute) }
        return String(cString: absolute)
    }

    /// Their names, sorted.
    static func names(in path: String) throws(FileProblem) -> [String] {
        guard let folder = opendir(path) else { throw .system(errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
                })
        }
        return names.sorted()
    }

    /// Makes the folders above a path, readable by their owner only.
    static func makeAll(above path: String) {
        let parts = path.split(separator: "/").dropLast()
        var folder = path.hasPrefix("/") ? "" : "."
        for part in parts {
            folder += "/" + part
            mkdir(folder, 0o700)
        }
    }
}
