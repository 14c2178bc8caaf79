/// The port to the files of this host: sysfs, /etc/iscsi, /run. Paths are absolute; tests give one whose root is elsewhere.
package protocol HostFiles: Sendable {
    /// What a file holds, at most 1 MiB of it.
    func bytes(of path: String) throws(HostFailure) -> [UInt8]
    /// Names in a folder, sorted, without `.` and `..`.
    func names(in path: String) throws(HostFailure) -> [String]
    /// Where a symbolic link leads, as it is written in it.
    func target(ofLink path: String) throws(HostFailure) -> String
    /// Writes to a file that exists, in one write: an attribute of sysfs.
    func write(_ text: String, to path: String) throws(HostFailure)
    /// Replaces a file as a whole: a draft of mode 0600, flushed to the disk, then renamed. Makes the folders above it.
    ///
    /// - Parameter folder: where the draft is made; nil is the folder of the file. open-iscsi takes every file below
    ///   its folder `nodes` for a record.
    func replace(_ path: String, with text: String, draftIn folder: String?) throws(HostFailure)
    /// A second name for a file; the file is made where there is none.
    ///
    /// - Throws: `alreadyThere` where the second name is in use.
    func link(_ path: String, as other: String) throws(HostFailure)
    func remove(_ path: String) throws(HostFailure)
    /// Locks a file, which is made where there is none, for this open file alone (`flock`). Nil when another has it.
    func lock(_ path: String) throws(HostFailure) -> HostLock?
}

/// A lock that is held until it is released, or until this process ends.
package struct HostLock: Sendable {
    package let release: @Sendable () -> Void

    package init(release: @escaping @Sendable () -> Void) { self.release = release }
}

extension HostFiles {
    /// The text of a file without blanks at its ends; nil where there is no such file, or where it cannot be read, as
    /// attributes of a device that is about to go.
    package func text(_ path: String) -> String? {
        guard let bytes = try? bytes(of: path) else { return nil }
        return String(decoding: bytes, as: UTF8.self).trimmed
    }

    /// Names in a folder; none where there is no folder.
    package func list(_ path: String) -> [String] { (try? names(in: path)) ?? [] }

    /// Whether there is such a folder or file.
    package func has(_ path: String) -> Bool {
        do throws(HostFailure) {
            _ = try bytes(of: path)
            return true
        } catch {
            switch error {
            case .noSuchFile: return false
            case .notPermitted, .alreadyThere, .file, .hostLocked, .recordLocked, .notRecordable, .state, .command,
                .cancelled:
                return true
            }
        }
    }
}

extension String {
    /// Without blanks, line ends and NUL at both ends.
    var trimmed: String {
        let bytes = utf8.drop { $0 <= 0x20 }
        let end = bytes.lastIndex { $0 > 0x20 }.map(bytes.index(after:)) ?? bytes.startIndex
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
