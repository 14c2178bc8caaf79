package import Diagnostics

/// The files behind `-f`, read into memory.
package struct ManifestFiles: Sendable {
    package private(set) var sources: [ManifestSource] = []
    package private(set) var diagnostics: [Diagnostic] = []
    private let files: ManifestReading

    package init(_ paths: [String], in files: ManifestReading) {
        self.files = files
        for path in paths { add(path) }
    }

    /// The text of each file by name, for excerpts under diagnostics.
    package var texts: [String: String] {
        Dictionary(
            sources.map { ($0.name, String(decoding: $0.text, as: UTF8.self)) }, uniquingKeysWith: { first, _ in first }
        )
    }

    private mutating func add(_ path: String) {
        if path == "-" {
            read("<stdin>", in: ".", files.standardInput)
        } else if files.isFolder(path) {
            addFolder(path)
        } else {
            addFile(path)
        }
    }

    /// What a shell's `*.yaml *.yml` would name, but for folders: no hidden files, to which editors' lock links belong.
    private mutating func addFolder(_ path: String) {
        let names: [String]
        do throws(ManifestReading.Unreadable) {
            names = try files.names(path)
        } catch {
            diagnostics.append(Diagnostic(.error, "\(path): \(error.reason)"))
            return
        }
        let prefix = path.hasSuffix("/") ? path : path + "/"
        let manifests = names.sorted().filter { name in
            !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
                && !files.isFolder(prefix + name)
        }
        guard !manifests.isEmpty else {
            diagnostics.append(
                Diagnostic(.error, "\(path): holds no manifest", hint: "put *.yaml or *.yml files there"))
            return
        }
        for name in manifests { addFile(prefix + name) }
    }

    private mutating func addFile(_ path: String) {
        let files = files
        read(path, in: path) { () throws(ManifestReading.Unreadable) in try files.contents(path) }
    }

    private mutating func read(
        _ name: String, in path: String, _ content: () throws(ManifestReading.Unreadable) -> [UInt8]
    ) {
        do throws(ManifestReading.Unreadable) {
            sources.append(ManifestSource(name: name, text: try content(), folder: files.folder(path)))
        } catch {
            diagnostics.append(Diagnostic(.error, "\(name): \(error.reason)"))
        }
    }
}

/// How files and folders are read: from the disk by the program, from dictionaries in a test.
package struct ManifestReading: Sendable {
    /// Why something cannot be read.
    package struct Unreadable: Error {
        package var reason: String

        package init(_ reason: String) { self.reason = reason }
    }

    package var standardInput: @Sendable () throws(Unreadable) -> [UInt8]
    package var contents: @Sendable (_ path: String) throws(Unreadable) -> [UInt8]
    /// What lies in a folder.
    package var names: @Sendable (_ path: String) throws(Unreadable) -> [String]
    package var isFolder: @Sendable (_ path: String) -> Bool
    /// The absolute folder in which relative paths of a file begin; nil is the current folder, whichever that is.
    package var folder: @Sendable (_ path: String) -> String?

    package init(
        standardInput: @escaping @Sendable () throws(Unreadable) -> [UInt8],
        contents: @escaping @Sendable (_ path: String) throws(Unreadable) -> [UInt8],
        names: @escaping @Sendable (_ path: String) throws(Unreadable) -> [String],
        isFolder: @escaping @Sendable (_ path: String) -> Bool,
        folder: @escaping @Sendable (_ path: String) -> String? = { _ in nil }
    ) {
        self.standardInput = standardInput
        self.contents = contents
        self.names = names
        self.isFolder = isFolder
        self.folder = folder
    }
}
