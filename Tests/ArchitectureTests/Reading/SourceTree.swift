// FoundationEssentials for walking directories and reading files.
import FoundationEssentials
import TestSupport

/// A checkout, or a fixture that looks like one: a directory with `Sources` and `Tests` in it. All of its Swift files
/// are read and split once; the checks are functions over that.
struct SourceTree: Sendable {
    struct File: Sendable {
        /// Relative to the root, for instance `Sources/Planning/Plan.swift`.
        var path: String
        var text: String
        var source: SwiftSource
    }

    /// Data for tests, not code of ours.
    private static let exempt: Set = ["Fixtures", "Goldens"]

    /// This very checkout, read once.
    static let checkout = Result { try SourceTree(root: PackageRoot.path) }

    /// Sorted by path, folder by folder.
    let files: [File]
    /// The folders right below `Sources`, those without a Swift file included.
    let targets: [String]

    init(root: String) throws {
        files = try ["Sources", "Tests"].flatMap { try Self.swiftFiles(in: $0, root: root) }
        targets = try Self.entries(of: "Sources", root: root).filter { Self.isFolder("\(root)/\($0)") }
    }

    func files(in folder: String) -> [File] { files.filter { $0.path.hasPrefix(folder + "/") } }

    private static func swiftFiles(in folder: String, root: String) throws -> [File] {
        try entries(of: folder, root: root).flatMap { path -> [File] in
            if isFolder("\(root)/\(path)") { return try swiftFiles(in: path, root: root) }
            guard path.hasSuffix(".swift") else { return [] }
            let text = try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
            return [File(path: path, text: text, source: SwiftSource(text))]
        }
    }

    /// What a folder holds, as paths relative to the root; nothing where there is no such folder.
    private static func entries(of folder: String, root: String) throws -> [String] {
        guard isFolder("\(root)/\(folder)") else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
            .filter { !$0.hasPrefix(".") && !exempt.contains($0) }
            .sorted()
            .map { "\(folder)/\($0)" }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
    }
}
