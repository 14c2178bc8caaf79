// For files of bytes.
import FoundationEssentials
import Glibc
import Locking
import TestSupport

/// libiscsi's tools and qemu-img, as a host uses them against a target. Where one is missing the test fails.
struct HostTools: Sendable {
    let target: Target
    var portal = 0
    var initiator = DataArray.initiator
    /// User and password of the initiator, then of the target.
    var login: (user: String, password: String)?
    var answer: (user: String, password: String)?

    private var address: String { "\(target.portals[portal]):3260" }

    private func url(_ lun: Int) -> String {
        let login = login.map { "\($0.user)%\($0.password)@" } ?? ""
        let answer = answer.map { "?target_user=\($0.user)&target_password=\($0.password)" } ?? ""
        return "iscsi://\(login)\(address)/\(target.iqn)/\(lun)\(answer)"
    }

    /// What discovery shows.
    func list() async throws -> ToolRun {
        try await ToolRun(["-s", "-i", initiator, "iscsi://\(address)"], program: "/usr/bin/iscsi-ls")
    }

    func capacity(lun: Int = 0) async throws -> ToolRun {
        try await ToolRun(["-i", initiator, "-s", url(lun)], program: "/usr/bin/iscsi-readcapacity16")
    }

    /// A page of vital product data.
    func page(_ page: Int, lun: Int = 0) async throws -> ToolRun {
        try await ToolRun(
            ["-i", initiator, "-e", "1", "-c", "\(page)", url(lun)], program: "/usr/bin/iscsi-inq")
    }

    /// The volume as qemu's tools name it.
    func options(lun: Int = 0) -> String {
        let login = login.map { ",file.user=\($0.user),file.password-secret=chap" } ?? ""
        return "driver=raw,file.driver=iscsi,file.transport=tcp,file.portal=\(address),file.target=\(target.iqn)"
            + ",file.lun=\(lun),file.initiator-name=\(initiator)\(login)"
    }

    private var secret: [String] { login.map { ["--object", "secret,id=chap,data=\($0.password)"] } ?? [] }

    /// Writes an image to the volume.
    func write(_ file: String, format: String = "raw", lun: Int = 0) async throws -> ToolRun {
        try await ToolRun(
            ["convert"] + secret + [
                "-W", "-m", "16", "-f", format, "-n", "--target-image-opts", file, options(lun: lun),
            ],
            program: "/usr/bin/qemu-img")
    }

    /// Reads the first bytes of the volume into a raw file.
    func read(_ bytes: Int, to file: String, lun: Int = 0) async throws -> ToolRun {
        try await ToolRun(
            ["convert"] + secret + ["--image-opts", "-O", "raw", options(lun: lun) + ",size=\(bytes)", file],
            program: "/usr/bin/qemu-img")
    }
}

extension ToolRun {
    /// What a failed expectation shows.
    var text: String { "\(status): \(output)\(error)" }

    static func sha256(_ path: String) async throws -> String {
        let run = try await ToolRun([path], program: "/usr/bin/sha256sum")
        return String(run.output.prefix { $0 != " " })
    }
}

extension TemporaryFolder {
    func write(bytes: [UInt8], to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }
}

/// A session that stays open, driven by commands of qemu-io.
final class HeldSession: Sendable {
    private let process: ToolProcess
    private let pipe: Int32
    private let said = Locked(0)

    init(_ tools: HostTools, in folder: TemporaryFolder, lun: Int = 0) throws {
        let path = "\(folder.path)/commands-\(UInt32.random(in: 0 ... .max))"
        mkfifo(path, 0o600)
        process = try ToolProcess(
            ["-c", #"exec qemu-io --image-opts "$0" < "$1""#, tools.options(lun: lun), path], program: "/bin/bash")
        pipe = open(path, O_RDWR | O_CLOEXEC)
    }

    deinit {
        process.send(SIGKILL)
        // A child that nobody waits for would be in the way of those that are waited for.
        waitpid(process.pid, nil, 0)
        close(pipe)
    }

    /// Gives a command when the one before it is done: qemu-io does not notice lines that come together.
    func say(_ command: String) async throws {
        let count = said.withLock { count in
            count += 1
            return count
        }
        for _ in 0..<6_000 where output.split(separator: "qemu-io>", omittingEmptySubsequences: false).count <= count {
            guard !process.hasEnded else { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        let bytes = Array("\(command)\n".utf8)
        _ = write(pipe, bytes, bytes.count)
    }

    var output: String { process.output + process.error }

    /// Waits until the output has this text; false after a minute.
    func shows(_ text: String) async throws -> Bool {
        for _ in 0..<6_000 {
            if output.contains(text) { return true }
            if process.hasEnded { return output.contains(text) }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    func end() async throws -> Int32 {
        try await say("quit")
        return await process.end()
    }
}
