import Glibc
import TestSupport
import Testing

/// A report that could not be written is no success, whoever would have read it.
@Suite struct OutputFailureTests {
    private static let volume = "ledger: {size: 1GiB}"

    /// Runs the program with its standard output elsewhere, in the words of a shell.
    private func run(
        _ arguments: [String], _ redirection: String, _ environment: [String: String] = [:], manifest: String? = nil,
        shell: String = "/bin/sh"
    ) async throws -> ToolRun {
        let tool = "\(ToolRun.buildFolder)/datera-apply"
        return try await ToolRun(
            ["-c", "\"$@\" \(redirection)", "sh", tool] + arguments + (manifest == nil ? [] : ["-f", "-"]),
            program: shell, environment: environment, input: manifest ?? "")
    }

    /// Every verb that prints: without a manifest, and with one.
    private static let verbs: [(arguments: [String], takesManifest: Bool)] = [
        (["list"], false), (["list", "--format", "json"], false), (["export"], false), (["trash", "list"], false),
        (["snapshot", "list"], false), (["lock", "status", "owner"], false), (["schema", "manifest"], false),
        (["schema", "plan"], false), (["--version"], false), (["--help"], false), (["plan", "--help"], false),
        (["--generate-completion-script", "bash"], false),
        (["validate"], true), (["plan"], true), (["plan", "--format", "json"], true),
        (["plan", "--format", "markdown"], true), (["plan", "--requests"], true), (["drift"], true),
        (["drift", "--format", "json"], true), (["explain", "volume/ledger"], true), (["apply", "--yes"], true),
        (["apply", "--yes", "--json"], true),
    ]

    @Test func aFullDiskIsAnErrorForEveryVerbThatPrints() async throws {
        try await Console.with { console in
            try await console.prepare(Console.stack(Self.volume))
            for (arguments, takesManifest) in Self.verbs {
                let manifest = takesManifest ? Console.stack(Self.volume) : nil
                let run = try await run(arguments, "> /dev/full", console.array.environment, manifest: manifest)
                #expect(run.status == 1, "\(arguments): \(run.status) \(run.error)")
                let text = "error: standard output cannot be written: no space left on device."
                #expect(run.error.contains(text), "\(arguments): \(run.error)")
            }
        }
    }

    /// A descriptor that is closed is taken by the next file that is opened: it must not be the array's connection.
    @Test(arguments: [["list"], ["--version"], ["apply", "--yes"]])
    func aClosedStandardOutputIsAnError(arguments: [String]) async throws {
        try await Console.with { console in
            let manifest = arguments.first == "apply" ? Console.stack(Self.volume) : nil
            let run = try await run(arguments, ">&-", console.array.environment, manifest: manifest)
            #expect(run.status == 1 && run.error.contains("standard output cannot be written"), "\(run.error)")
        }
    }

    /// A limit of the shell sends a signal, which must not end the run in the middle of its steps.
    @Test func aFileThatMayNotGrowIsAnError() async throws {
        let folder = try TemporaryFolder()
        try await Console.with { console in
            let tool = "\(ToolRun.buildFolder)/datera-apply"
            for (arguments, file) in [("plan", "out"), ("apply --yes --journal \(folder.path)/journal", "journal")] {
                let run = try await ToolRun(
                    ["-c", "ulimit -f 0; \(tool) \(arguments) -f - > \(folder.path)/out"], program: "/bin/bash",
                    environment: console.array.environment, input: Console.stack(Self.volume))
                #expect(run.status == 1, "\(file): \(run.status) \(run.error)")
                #expect(run.error.contains("cannot be written: file too large"), "\(run.error)")
            }
            #expect(try await console.app("ledger")["name"]?.text == "ledger", "the run goes on without it")
        }
    }

    @Test func aClosedStandardInputIsAnEmptyOne() async throws {
        try await Console.with { console in
            let run = try await run(["apply", "-f", "-"], "<&-", console.array.environment)
            #expect(run.status == 65 && run.error.contains("the manifest is empty"), "\(run.error)")
        }
    }

    /// What has to be acted upon outranks it, as the table of exit codes says.
    @Test func aBlockedPlanStaysBlockedAndChangesFail() async throws {
        try await Console.with { console in
            try await console.prepare(Console.stack(Self.volume))
            let environment = console.array.environment
            let other = Console.stack("other: {size: 1GiB}")
            let blocked = try await run(["plan"], "> /dev/full", environment, manifest: other)
            #expect(blocked.status == 4 && blocked.error.contains("standard output cannot"), "\(blocked.error)")
            let changes = Console.stack("ledger: {size: 2GiB}")
            let run = try await run(["plan", "--detailed-exitcode"], "> /dev/full", environment, manifest: changes)
            #expect(run.status == 1)
        }
    }

    /// `plan | head` has what it wanted.
    @Test(arguments: [0, 2]) func aReaderThatWentAwayIsNoError(code: Int32) async throws {
        try await Console.with { console in
            try await console.prepare(Console.stack(Self.volume))
            let names = (0..<2000).map { "volume-\($0): {size: 1GiB}" }.joined(separator: ", ")
            let manifest = Console.stack(Self.volume + ", " + names)
            let flag = code == 2 ? ["--detailed-exitcode"] : []
            // The exit code of the program, not of what reads from it.
            let run = try await run(
                ["plan"] + flag, "| head -n 1 > /dev/null; exit ${PIPESTATUS[0]}", console.array.environment,
                manifest: manifest, shell: "/bin/bash")
            #expect(run.status == code && run.error.isEmpty, "\(run.error)")
        }
    }

    @Test(arguments: ["--trace", "--journal"]) func aLogThatWasAskedForMustBeWritten(option: String) async throws {
        try await Console.with { console in
            let run = try await console.run(["apply", "--yes", option, "/dev/full"], Console.stack(Self.volume))
            #expect(run.status == 1 && run.error.contains("/dev/full cannot be written: no space"), "\(run.error)")
            #expect(try await console.app("ledger")["name"]?.text == "ledger", "the run goes on without it")
        }
    }

    @Test func aPlanThatCannotBeSavedSaysWhy() async throws {
        try await Console.with { console in
            let reasons = [
                "/dev/full": "no space left on device", "/no/such/plan": "no such file or directory",
                "/": "is a directory",
            ]
            for (path, reason) in reasons {
                let run = try await console.run(["plan", "-o", path], Console.stack(Self.volume))
                #expect(run.status == 1, "\(path)")
                #expect(run.error.contains("-o: \(path) cannot be written: \(reason)."), "\(run.error)")
            }
        }
    }

    /// The old plan stays until the new one is there; a link goes on to lead to it, and it keeps its mode.
    @Test func aSavedPlanReplacesWhatWasThere() async throws {
        let (file, link) = (TemporaryFile(), TemporaryFile())
        try await Console.with { console async throws in
            #expect(try await console.run(["plan", "-o", file.path], Console.stack(Self.volume)).status == 0)
            #expect(Self.mode(file.path) { stat($0, $1) } & 0o777 == 0o600)
            chmod(file.path, 0o640)
            #expect(symlink(file.path, link.path) == 0)
            #expect(try await console.run(["plan", "-o", link.path], Console.stack(Self.volume)).status == 0)
            let (linkMode, fileMode) = (Self.mode(link.path) { lstat($0, $1) }, Self.mode(file.path) { stat($0, $1) })
            #expect(linkMode & S_IFMT == S_IFLNK)
            #expect(fileMode & 0o777 == 0o640)
            #expect(try await console.run(["apply", "--yes", file.path]).status == 0)
        }
    }

    private static func mode(
        _ path: String, _ look: (UnsafePointer<CChar>, UnsafeMutablePointer<stat>) -> Int32
    ) -> mode_t {
        var status = stat()
        return look(path, &status) == 0 ? status.st_mode : 0
    }
}
