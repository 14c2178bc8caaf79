// Making and removing folders.
import FoundationEssentials
import Glibc

/// A folder that nobody else uses; it goes with this object, and all that is in it.
package final class TemporaryFolder: Sendable {
    package let path = "/tmp/datera-apply-test-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"

    package init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// - Returns: the path of the file.
    @discardableResult
    package func write(_ text: String, to name: String, mode: UInt32 = 0o600) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: file))
        chmod(file, mode)
        return file
    }

    package func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    }
}
