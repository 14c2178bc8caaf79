// FoundationEssentials for making and removing a directory.
import FoundationEssentials

/// A directory for one test, to be filled with generated files.
struct TemporaryTree {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "architecture-\(UUID())").path()
    }

    func write(_ file: String, lines: Int, endsWithNewline: Bool) throws {
        let target = URL(filePath: "\(path)/\(file)")
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        let text = Array(repeating: "// a line", count: lines).joined(separator: "\n") + (endsWithNewline ? "\n" : "")
        try Data(text.utf8).write(to: target)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
