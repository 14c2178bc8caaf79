// FoundationEssentials for walking the checkout.
import FoundationEssentials
import TestSupport

/// The files and folders of a checkout, to look up what a text names.
struct FileList: Sendable {
    /// This very checkout.
    static let checkout = Result { try FileList(root: PackageRoot.path) }

    private let paths: Set<String>
    private let names: Set<String>

    init(root: String) throws {
        paths = Set(try Self.walk("", root: root))
        names = Set(paths.compactMap { $0.split(separator: "/").last.map(String.init) })
    }

    /// Whether there is a file of this name, or a file or folder at this path: from the root, or from `Sources` or `Tests`.
    func contains(_ name: String) -> Bool {
        let path = name.hasSuffix("/") ? String(name.dropLast()) : name
        guard path.contains("/") else { return names.contains(path) }
        return ["", "Sources/", "Tests/"].contains { paths.contains($0 + path) }
    }

    /// Whether a path is one of ours, there or not: its first part is a folder that holds what we make.
    func isOurs(_ path: String) -> Bool {
        guard let first = path.split(separator: "/").first, path.contains("/"), first != path[...] else { return false }
        return ["", "Sources/", "Tests/"].contains { paths.contains($0 + first) }
    }

    /// Everything below a folder, as paths relative to the root; nothing that was built or that Git keeps.
    private static func walk(_ folder: String, root: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)").flatMap { name -> [String] in
            guard name != ".git", name != "__pycache__", !name.hasPrefix(".build") else { return [] }
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            var isFolder = false
            guard FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder), isFolder else {
                return [path]
            }
            return [path] + (try walk(path, root: root))
        }
    }

    /// The text files of a folder, or a file itself, with their lines.
    func lines(in folder: String, endings: [String]) throws -> [(path: String, lines: [Substring])] {
        let found = paths.filter { path in
            (path == folder || path.hasPrefix(folder + "/")) && endings.contains { path.hasSuffix($0) }
        }
        return try found.sorted().map { path in
            let text = try String(contentsOfFile: PackageRoot.path(path), encoding: .utf8)
            return (path, text.split(separator: "\n", omittingEmptySubsequences: false))
        }
    }
}
