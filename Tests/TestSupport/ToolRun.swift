import Glibc
import Subprocess
import SystemPackage

/// One run of a program as a user starts it: `datera-apply`, built beside these tests, unless said otherwise.
package struct ToolRun: Sendable {
    package var status: Int32
    package var output: String
    package var error: String

    /// The folder of the test program, in which SwiftPM puts the executables too.
    package static let buildFolder: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let path = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 }
    }()

    /// How a sanitizer, with which tests and programs were built, was told to behave; the only part of the test's own
    /// environment that reaches a program.
    static let sanitizerOptions: [String: String] = ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"]
        .reduce(into: [:]) { options, name in options[name] = getenv(name).map { String(cString: $0) } }

    /// - Parameter environment: on top of nothing: what the developer has set must not reach a test.
    /// - Parameter program: the path of another program.
    package init(
        _ arguments: [String], program: String = "\(buildFolder)/datera-apply", environment: [String: String] = [:],
        input: String = ""
    ) async throws {
        var complete: [Environment.Key: String] = [
            "HOME": "/nonexistent", "PATH": "\(Self.buildFolder):/usr/bin:/bin", "CI": "true",
        ]
        let given = Self.sanitizerOptions.merging(environment) { $1 }
        for (name, value) in given {
            complete[Environment.Key(stringLiteral: name)] = value
        }
        let result = try await Subprocess.run(
            .path(FilePath(program)), arguments: Arguments(arguments),
            environment: .custom(complete), workingDirectory: "/",
            input: .fileDescriptor(try Self.file(holding: input), closeAfterSpawningProcess: true),
            output: .string(limit: 16 << 20), error: .string(limit: 16 << 20))
        switch result.terminationStatus {
        case .exited(let code): status = code
        case .signaled(let number): status = 128 + number
        }
        output = result.standardOutput
        error = result.standardError
    }

    /// A file without a name, because a program may end without reading its input, and Subprocess ends the tests when it
    /// cannot write into a pipe.
    private static func file(holding text: String) throws -> FileDescriptor {
        guard let stream = tmpfile() else { throw Errno(rawValue: errno) }
        defer { fclose(stream) }
        let file = FileDescriptor(rawValue: fcntl(fileno(stream), F_DUPFD_CLOEXEC, 0))
        try file.writeAll(text.utf8)
        try file.seek(offset: 0, from: .start)
        return file
    }
}
