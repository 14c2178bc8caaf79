private import Locking

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// A folder of this run alone, mode 0700, for what only programs that it starts may read.
package final class ScratchFolder: Sendable {
    private struct State {
        var path: String?
        var files = 0
    }

    /// In which it is made.
    private let parent: String
    private let state = Locked(State())

    package init(in parent: String) { self.parent = parent }

    deinit { removeAll() }

    /// Makes it, if it is not there.
    func path() throws(ImagingFailure) -> String {
        // Under the lock: several copies begin at once, and a second folder would stay behind.
        try state.withLock { state throws(ImagingFailure) in
            if let path = state.path { return path }
            var template = Array("\(parent)/datera-apply-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else {
                throw .scratch(file: parent, reason: String(cString: strerror(errno)))
            }
            let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            state.path = path
            return path
        }
    }

    /// The name of a file that is not there.
    func freeName() -> String {
        state.withLock { state in
            state.files += 1
            return "file-\(state.files)"
        }
    }

    /// A file with mode 0600.
    func file(holding text: String) throws(ImagingFailure) -> String {
        let path = try path() + "/" + freeName()
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .scratch(file: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count else {
            let reason = String(cString: strerror(errno))
            unlink(path)
            throw .scratch(file: path, reason: reason)
        }
        return path
    }

    func remove(_ path: String) { unlink(path) }

    /// Removes the folder and what is in it.
    package func removeAll() {
        let (path, count) = state.withLock { state in
            defer { state.path = nil }
            return (state.path, state.files)
        }
        guard let path else { return }
        for number in 0...count { unlink("\(path)/file-\(number)") }
        rmdir(path)
    }
}
