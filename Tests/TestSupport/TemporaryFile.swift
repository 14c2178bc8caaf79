import Glibc

/// A path that nobody else uses; what is there is deleted with this object.
package final class TemporaryFile: Sendable {
    package let path = "/tmp/datera-apply-test-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"

    package init() {}

    deinit { unlink(path) }

    /// Empty when there is no such file.
    package var text: String {
        String(decoding: (try? Self.bytes(at: path)) ?? [], as: UTF8.self)
    }

    package struct NoFile: Error {}

    /// - Parameter limit: how many bytes at most, from the beginning.
    package static func bytes(at path: String, upTo limit: Int = .max) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw NoFile() }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < limit, case let count = fread(&chunk, 1, min(chunk.count, limit - bytes.count), file),
            count > 0
        {
            bytes += chunk[..<count]
        }
        return bytes
    }

    package func write(_ text: String) throws {
        guard let file = fopen(path, "w") else { throw NoFile() }
        defer { fclose(file) }
        fputs(text, file)
    }
}
