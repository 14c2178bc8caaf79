import Configuring
import Glibc
import ManifestLoading

/// The disk, for those who read settings and secrets.
extension SettingFiles {
    static let disk = SettingFiles(
        read: { path, limit throws(Unreadable) in
            do throws(FileProblem) {
                let file = try FileContent(of: path, limit: limit)
                return Content(
                    file.bytes, isReadableByOthers: file.isReadableByOthers,
                    isReadableByEveryone: file.isReadableByEveryone)
            } catch {
                throw Unreadable("\(error)")
            }
        },
        obstacle: { path in
            access(path, R_OK) == 0 ? nil : Unreadable("\(FileContent.problem(at: path, errno))")
        })
}

/// The disk, for those who read manifests.
extension ManifestReading {
    static let disk = ManifestReading(
        standardInput: { () throws(Unreadable) in
            try Self.reading { () throws(FileProblem) in try FileContent.bytes(from: STDIN_FILENO) }
        },
        contents: { path throws(Unreadable) in
            try Self.reading { () throws(FileProblem) in try FileContent(of: path).bytes }
        },
        names: { path throws(Unreadable) in
            try Self.reading { () throws(FileProblem) in try Folder.names(in: path) }
        },
        isFolder: { Folder.contains($0) },
        // What comes through a pipe, be it called `/dev/fd/63`, has no folder of its own.
        folder: { Folder.absolute(of: FileContent.isPlain($0) ? $0 : ".") })

    private static func reading<Result>(_ work: () throws(FileProblem) -> Result) throws(Unreadable) -> Result {
        do throws(FileProblem) { return try work() } catch { throw Unreadable("\(error)") }
    }
}
