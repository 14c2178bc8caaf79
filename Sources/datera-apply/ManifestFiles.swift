import Diagnostics
// Reading directories.
import FoundationEssentials
import Glibc
import ManifestLoading

/// The files behind `-f`, read into memory.
struct ManifestFiles {
    private(set) var sources: [ManifestSource] = []
    private(set) var diagnostics: [Diagnostic] = []

    init(_ paths: [String]) {
        for path in paths { add(path) }
    }

    /// The text of each file by name, for excerpts under diagnostics.
    var texts: [String: String] {
        Dictionary(
            sources.map { ($0.name, String(decoding: $0.text, as: UTF8.self)) }, uniquingKeysWith: { first, _ in first }
        )
    }

    private mutating func add(_ path: String) {
        if path == "-" {
            add(Self.bytes(from: STDIN_FILENO), of: "<stdin>")
            return
        }
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            diagnostics.append(Diagnostic(.error, "\(path): no such file or directory"))
            return
        }
        isDirectory ? addDirectory(path) : addFile(path)
    }

    private mutating func addDirectory(_ path: String) {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let manifests = entries.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        guard !manifests.isEmpty else {
            diagnostics.append(
                Diagnostic(.error, "\(path): holds no manifest", hint: "put *.yaml or *.yml files there"))
            return
        }
        let prefix = path.hasSuffix("/") ? path : path + "/"
        for name in manifests { addFile(prefix + name) }
    }

    private mutating func addFile(_ path: String) {
        // Not a whole file at once, because it may be a pipe.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return add(nil, of: path) }
        defer { close(descriptor) }
        add(Self.bytes(from: descriptor), of: path)
    }

    private mutating func add(_ bytes: [UInt8]?, of name: String) {
        if let bytes {
            sources.append(ManifestSource(name: name, text: bytes))
        } else {
            diagnostics.append(Diagnostic(.error, "\(name): cannot be read", hint: "check its permissions"))
        }
    }

    /// Everything that a file or a pipe still holds; nil when it cannot be read, or the surrounding task is cancelled.
    private static func bytes(from descriptor: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&input, 1, 100) <= 0 {
                if Task.isCancelled { return nil }
                continue
            }
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += chunk[..<count]
        }
    }
}
