import Diagnostics
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
            read("<stdin>") { () throws(FileProblem) in
                (try FileContent.bytes(from: STDIN_FILENO), Folder.absolute(of: "."))
            }
        } else if Folder.contains(path) {
            addFolder(path)
        } else {
            addFile(path)
        }
    }

    /// What a shell's `*.yaml *.yml` would name, but for folders: no hidden files, to which editors' lock links belong.
    private mutating func addFolder(_ path: String) {
        let names: [String]
        do throws(FileProblem) {
            names = try Folder.names(in: path)
        } catch {
            diagnostics.append(Diagnostic(.error, "\(path): \(error)"))
            return
        }
        let prefix = path.hasSuffix("/") ? path : path + "/"
        let manifests = names.filter { name in
            !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
                && !Folder.contains(prefix + name)
        }
        guard !manifests.isEmpty else {
            diagnostics.append(
                Diagnostic(.error, "\(path): holds no manifest", hint: "put *.yaml or *.yml files there"))
            return
        }
        for name in manifests { addFile(prefix + name) }
    }

    private mutating func addFile(_ path: String) {
        read(path) { () throws(FileProblem) in
            let content = try FileContent(of: path)
            // What comes through a pipe, be it called `/dev/fd/63`, has no folder of its own.
            return (content.bytes, Folder.absolute(of: content.isPlain ? path : "."))
        }
    }

    private mutating func read(
        _ name: String, _ content: () throws(FileProblem) -> (text: [UInt8], folder: String?)
    ) {
        do throws(FileProblem) {
            let content = try content()
            sources.append(ManifestSource(name: name, text: content.text, folder: content.folder))
        } catch {
            diagnostics.append(Diagnostic(.error, "\(name): \(error)"))
        }
    }
}
