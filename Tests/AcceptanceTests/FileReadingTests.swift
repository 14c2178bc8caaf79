import Glibc
import TestSupport
import Testing

/// Files that the command line names: folders as a shell reads them, pipes as files, and reasons for what cannot be read.
@Suite struct FileReadingTests {
    private static let stack = Console.stack("ledger: {size: 1GiB}")

    @Test func aFolderIsReadAsAShellWouldReadIt() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.stack, to: "a.yaml")
        try folder.write("volumes: {more: {size: 1GiB}}\n", to: "b.yml")
        for ignored in [".hidden.yaml", "notes.txt", "c.yaml~", "#d.yaml#"] {
            try folder.write("no: yaml", to: ignored)
        }
        try folder.makeFolder("old.yaml")
        #expect(symlink("user@host.4711:1", "\(folder.path)/.#a.yaml") == 0)
        let run = try await ToolRun(["validate", "-f", folder.path])
        #expect(run.status == 0 && run.output.contains("is valid: 2 volumes."), "\(run.error)")
    }

    @Test func aLinkThatLeadsNowhereIsCalledOne() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.stack, to: "a.yaml")
        #expect(symlink("/no/such/b", "\(folder.path)/b.yaml") == 0)
        for path in [folder.path, "\(folder.path)/b.yaml"] {
            let run = try await ToolRun(["validate", "-f", path])
            #expect(run.status == 65)
            #expect(
                run.error.contains("\(folder.path)/b.yaml: it is a link to /no/such/b, which does not exist"),
                "\(run.error)")
        }
    }

    @Test func aFolderWithoutManifestsSaysWhatIsMissing() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.stack, to: ".a.yaml")
        let run = try await ToolRun(["validate", "-f", folder.path])
        #expect(run.status == 65 && run.error.contains("holds no manifest"), "\(run.error)")
    }

    /// Each option that takes a file takes a pipe, `/dev/stdin` and a named pipe.
    @Test func aPasswordMayComeThroughAnyPipe() async throws {
        let folder = try TemporaryFolder()
        let fifo = "\(folder.path)/fifo"
        #expect(mkfifo(fifo, 0o600) == 0)
        try await Console.with { console in
            let tool = "\(ToolRun.buildFolder)/datera-apply"
            let environment = console.array.environment.merging(["DAT_PASS": ""]) { $1 }
            for script in [
                "printf 'password\\n' | \(tool) list --password-file /dev/stdin",
                "printf 'password\\n' | \(tool) list --password-file -",
                "\(tool) list --password-file <(printf password)",
                "printf password > \(fifo) & \(tool) list --password-file \(fifo); code=$?; wait; exit $code",
            ] {
                let run = try await ToolRun(["-c", script], program: "/bin/bash", environment: environment)
                #expect(run.status == 0 && run.error.isEmpty, "\(script): \(run.error)")
            }
        }
    }

    /// Whatever else a verb reads first.
    @Test(arguments: [
        ["plan"], ["apply", "--yes"], ["drift"], ["explain", "volume/ledger"], ["forget", "--yes", "volume/ledger"],
        ["adopt", "--yes", "--all"], ["list"], ["export"],
    ])
    func everyVerbReadsAPasswordFromAPipeOnce(verb: [String]) async throws {
        let folder = try TemporaryFolder()
        let manifest = try folder.write(Self.stack, to: "m.yaml")
        try await Console.with { console in
            try await console.prepare(Self.stack)
            let tool = (["\(ToolRun.buildFolder)/datera-apply"] + verb).joined(separator: " ")
            let file = ["list", "export"].contains(verb[0]) ? "" : "-f \(manifest)"
            let environment = console.array.environment.merging(["DAT_PASS": ""]) { $1 }
            for script in [
                "printf password | \(tool) \(file) --password-file -",
                "\(tool) \(file) --password-file <(printf password)",
            ] {
                let run = try await ToolRun(["-c", script], program: "/bin/bash", environment: environment)
                #expect(run.status == 0 && !run.error.contains("error"), "\(script): \(run.error)")
            }
        }
    }

    @Test(arguments: ["-", "/dev/stdin"], ["-", "/dev/stdin", "/dev/fd/0"])
    func standardInputIsNeverReadForTwoThings(manifest: String, password: String) async throws {
        let run = try await ToolRun(
            ["plan", "-f", manifest, "--password-file", password],
            environment: ["DAT_MGMT": "127.0.0.1:1", "DAT_USER": "admin"], input: Self.stack)
        #expect(run.status == 64 && run.error.contains("cannot both be read from standard input"), "\(run.error)")
    }

    @Test func aSavedPlanMayComeThroughAPipe() async throws {
        let file = TemporaryFile()
        try await Console.with { console in
            #expect(try await console.run(["plan", "-o", file.path], Self.stack).status == 0)
            let run = try await ToolRun(["show", "/dev/stdin"], environment: [:], input: file.text)
            #expect(run.status == 0 && run.output.contains("volume/ledger"), "\(run.error)")
        }
    }

    @Test(.timeLimit(.minutes(1))) func whoWaitsForANamedPipeStopsAtTheFirstSignal() async throws {
        let folder = try TemporaryFolder()
        let fifo = "\(folder.path)/fifo"
        #expect(mkfifo(fifo, 0o600) == 0)
        let process = try ToolProcess(["validate", "-f", fifo])
        while !Self.hasOpen(fifo, process.pid), !process.hasEnded { try await Task.sleep(for: .milliseconds(5)) }
        process.send(SIGTERM)
        #expect(await process.end() == 143)
    }

    private static func hasOpen(_ path: String, _ pid: pid_t) -> Bool {
        (3..<64).contains { descriptor in
            var buffer = [CChar](repeating: 0, count: 512)
            let length = readlink("/proc/\(pid)/fd/\(descriptor)", &buffer, buffer.count)
            return String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self) == path
        }
    }

    @Test(arguments: ["password\nlogin\n", "\u{FEFF}password\n", "a\rb\nc"])
    func aPasswordFileWithMoreThanThePasswordIsRefused(content: String) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(content, to: "password")
        let run = try await ToolRun(
            ["list", "--password-file", path], environment: ["DAT_MGMT": "127.0.0.1:1", "DAT_USER": "admin"])
        #expect(run.status == 64 && run.error.contains("must hold the password alone"), "\(run.error)")
    }

    @Test func whatCannotBeReadSaysWhy() async throws {
        let folder = try TemporaryFolder()
        let environment = ["DAT_MGMT": "127.0.0.1:1", "DAT_USER": "admin", "DAT_PASS": ""]
        let large = try folder.write(String(repeating: "x", count: 70_000), to: "large")
        for (path, reason) in [
            ("/no/such/file", "no such file or directory"), (folder.path, "is a directory"),
            (large, "it is longer than 65536 bytes"),
        ] {
            let run = try await ToolRun(["list", "--password-file", path], environment: environment)
            #expect(run.status == 64)
            #expect(run.error.contains("--password-file: \(path) cannot be read: \(reason)."), "\(run.error)")
        }
        let plan = try await ToolRun(["show", "/no/such/plan"])
        #expect(plan.status == 65 && plan.error.contains("/no/such/plan cannot be read: no such file"), "\(plan.error)")
        let text = try folder.write("hello\n", to: "a.txt")
        let show = try await ToolRun(["show", text])
        #expect(show.status == 65 && show.error.contains("\(text) is not a saved plan"), "\(show.error)")
    }
}
