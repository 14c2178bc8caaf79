// Reading and comparing whole files.
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// A simulated array that serves data, images, and the program that copies between them.
struct ImageTrial: Sendable {
    let folder: TemporaryFolder
    let array: SimulatorProcess
    static let password = "secret-12345678"

    /// Runs the body and ends the array, however the body ends.
    static func with(_ body: (ImageTrial) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let array = SimulatorProcess(dataDirectory: folder.path + "/data")
        try await array.start()
        do {
            try await body(ImageTrial(folder: folder, array: array))
            await array.kill()
        } catch {
            await array.kill()
            throw error
        }
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    /// Empty while there is no such file.
    func text(_ name: String) -> String {
        String(decoding: (try? TemporaryFile.bytes(at: path(name))) ?? [], as: UTF8.self)
    }

    /// The programs that copy to or from this trial's volume now: the file with their password is in its folder.
    func copies() -> [String] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { pid in
            guard Int(pid) != nil, let bytes = try? TemporaryFile.bytes(at: "/proc/\(pid)/cmdline") else {
                return false
            }
            let line = String(decoding: bytes, as: UTF8.self)
            return line.contains("qemu-img") && line.contains("secret,id=chap,file=\(folder.path)")
        }
    }

    /// A raw disk of 16 MiB with random data and holes, and images made of it by qemu-img.
    func makeDisk(_ name: String, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var bytes = [UInt8](repeating: 0, count: 16 << 20)
        for _ in 0..<8 {
            let start = Int.random(in: 0..<bytes.count - (1 << 20), using: &generator)
            for index in start..<start + (256 << 10) { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
        }
        try Data(bytes).write(to: URL(filePath: path(name)))
    }

    @discardableResult
    func tool(_ program: String, _ arguments: String...) async throws -> String {
        let run = try await ToolRun(arguments, program: program)
        try #require(run.status == 0, "\(program) \(arguments): \(run.error)")
        return run.output
    }

    func convert(_ raw: String, to name: String, _ format: String) async throws {
        try await tool("/usr/bin/qemu-img", "convert", "-f", "raw", "-O", format, path(raw), path(name))
    }

    /// The manifest of one volume.
    @discardableResult
    func manifest(
        _ fields: String = "", user: String = "builduser", volumes: String = "", more: String = "",
        stack: String = "images", file: String = "stack.yaml"
    ) throws -> String {
        try folder.write(
            """
            apiVersion: datera-apply/v1
            kind: Stack
            stack: \(stack)
            initiators: {build-01: {iqn: "iqn.1993-08.org.debian:01:build01"}}
            volumes:
              boot: {size: 1GiB\(fields.isEmpty ? "" : ", " + fields)}
            \(volumes.isEmpty ? "" : "  " + volumes)
            \(more)
            attachments:
              boot: {initiators: [build-01], chap: {user: \(user), password: "env:CHAP"}}

            """, to: file)
    }

    func environment() async -> [String: String] {
        await array.environment.merging(["CHAP": Self.password, "TMPDIR": folder.path]) { $1 }
    }

    @discardableResult
    func run(_ arguments: String..., password: String = ImageTrial.password) async throws -> ToolRun {
        var environment = await environment()
        environment["CHAP"] = password
        return try await ToolRun(arguments + ["-f", path("stack.yaml")], environment: environment)
    }

    func succeed(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await succeed(arguments, sourceLocation: sourceLocation)
    }

    /// - Parameter manifest: its name; nil for a verb that takes none.
    func succeed(
        _ arguments: [String], manifest: String? = "stack.yaml", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let run = try await ToolRun(
            arguments + (manifest.map { ["-f", path($0)] } ?? []), environment: await environment())
        try #require(run.status == 0, "\(arguments): \(run.output)\(run.error)", sourceLocation: sourceLocation)
    }

    /// Whether the volume holds this raw disk, and zeroes behind it.
    func volumeHolds(_ raw: String, volume: String = "boot", size: Int = 1) async throws -> Bool {
        let export = path("check-\(UInt64.random(in: 0...UInt64.max)).raw")
        defer { unlink(export) }
        try await succeed("image", "export", volume, export, "--format", "raw")
        return try await isVolume(export, of: raw, size: size)
    }

    /// Whether the file is as large as the volume, with the bytes of this raw disk and zeroes behind them.
    func isVolume(_ file: String, of raw: String, size: Int = 1) async throws -> Bool {
        let expected = path("\(raw).volume")
        try await tool("/usr/bin/cp", "--sparse=always", path(raw), expected)
        truncate(expected, size << 30)
        return try await ToolRun(["-s", expected, file], program: "/usr/bin/cmp").status == 0
    }

    /// The initiators on the access list of the volume, and whether its marker says that its image is not complete; nil
    /// while there is none.
    func access() async throws -> (initiators: [String], isUnfinished: Bool)? {
        let state = try await array.get("/_sim/state")
        return state["app_instances"]?.elements.first { $0["name"]?.text == "boot" }.map(Self.access)
    }

    /// The same of every app instance that belongs to the image cache.
    func cacheAccess() async throws -> [(initiators: [String], isUnfinished: Bool)] {
        let state = try await array.get("/_sim/state")
        return state["app_instances"]?.elements.filter {
            $0["descr"]?.text.hasPrefix("datera-apply v1 _images ") == true
        }.map(Self.access) ?? []
    }

    private static func access(_ app: JSONTree) -> (initiators: [String], isUnfinished: Bool) {
        let list = app[path: "storage_instances.0.acl_policy.initiators"]?.elements ?? []
        let flags = app["descr"]?.text.split(separator: " ").last ?? ""
        return (
            list.compactMap { $0["path"]?.text.split(separator: "/").last.map(String.init) },
            flags.prefix { $0 != "c" && $0 != "s" }.contains("i")
        )
    }

    /// What a manifest says of an image in `file`, with its checksum.
    func image(_ file: String) async throws -> String {
        let sum = try await tool("/usr/bin/sha256sum", path(file)).prefix(64)
        return "{file: \(file), checksum: \"sha256:\(sum)\"}"
    }

    /// Bytes that initiators have sent to the array so far.
    func receivedBytes() async throws -> Int {
        guard case .number(let bytes) = try await array.get("/_sim/data")["received_bytes"] else { return -1 }
        return Int(bytes)
    }
}
