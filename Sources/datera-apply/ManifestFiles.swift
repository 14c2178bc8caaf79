import Diagnostics
// Reading files and directories.
import FoundationEssentials
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
            sources.append(ManifestSource(name: "<stdin>", text: Terminal.standardInput()))
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
        guard let data = FileManager.default.contents(atPath: path) else {
            diagnostics.append(Diagnostic(.error, "\(path): cannot be read", hint: "check its permissions"))
            return
        }
        sources.append(ManifestSource(name: path, text: [UInt8](data)))
    }
}
