import Glibc

/// Answers recorded from real boxes, which are not part of this repository.
enum Recording {
    static let appInstances = text(of: "app_instances-2.1-recorded.json")

    /// Looked for in `shared/reference` beside the repository; nil when it is not there.
    private static func text(of name: String) -> String? {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        guard let file = fopen("/\(root)/../shared/reference/\(name)", "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
