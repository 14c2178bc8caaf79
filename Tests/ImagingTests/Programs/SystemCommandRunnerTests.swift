// Lists what is open.
import FoundationEssentials
import Glibc
import Locking
import StorageModel
import TestSupport
import Testing
import datera_apply

/// Programs as they are really started, watched and ended.
@Suite struct SystemCommandRunnerTests {
    private let runner = SystemCommandRunner(path: "/usr/bin:/bin")
    private static let kept = 256 << 10

    private func shell(
        _ script: String, deadline: Duration? = .seconds(120), stallLimit: Duration? = nil
    ) -> HostCommand {
        HostCommand("sh", ["-c", script], deadline: deadline, stallLimit: stallLimit)
    }

    /// Whether the process has ended, or ends soon: what is killed is gone a moment later.
    private func isGone(_ pid: pid_t?) async -> Bool {
        guard let pid else { return false }
        for _ in 0..<1000 {
            if kill(pid, 0) != 0, errno == ESRCH { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    private func number(in text: String) -> pid_t? { text.split(separator: "\n").first.flatMap { pid_t($0) } }

    /// Starts a command, waits until it has written a line, and cancels it.
    private func cancelled(_ command: HostCommand) async -> (failure: CommandFailure?, output: String) {
        let output = Locked<[UInt8]>([])
        let task = Task { [runner] in
            do throws(CommandFailure) {
                _ = try await runner.run(command) { piece in output.withLock { $0 += piece } }
                return CommandFailure?.none
            } catch {
                return error
            }
        }
        while !output.withLock({ $0.contains(10) }) { try? await Task.sleep(for: .milliseconds(2)) }
        task.cancel()
        return (await task.value, String(decoding: output.withLock { $0 }, as: UTF8.self))
    }

    // MARK: How it ends

    @Test func theExitCodeAndBothStreamsComeBack() async throws {
        let result = try await runner.run(shell("echo out; echo err >&2; exit 7"))
        #expect(result == CommandResult(.exited(7), output: Array("out\n".utf8), errorOutput: Array("err\n".utf8)))
        #expect(try await runner.run(shell("kill -9 $$")).ending == .killed(signal: SIGKILL))
    }

    @Test func whatTakesTooLongIsKilledWithItsChildren() async throws {
        let result = try await runner.run(shell("sleep 600 & echo $!; wait", deadline: .milliseconds(500)))
        #expect(result.ending == .timedOut)
        #expect(await isGone(number(in: result.text)))
    }

    @Test func whatWritesNothingIsStalled() async throws {
        let result = try await runner.run(
            shell("echo $$; exec sleep 600", deadline: nil, stallLimit: .milliseconds(500)))
        #expect(result.ending == .stalled)
        #expect(await isGone(number(in: result.text)))
    }

    /// Bytes that it moves count only where they are said to.
    @Test(arguments: [true, false]) func whatMovesBytesIsNotStalled(_ counts: Bool) async throws {
        let script = """
            import time
            file = open("/dev/zero", "rb", buffering=0)
            for _ in range(30):
                file.read(200000)
                time.sleep(0.1)
            """
        var command = HostCommand("python3", ["-c", script], stallLimit: .seconds(1.5))
        command.transferIsProgress = counts
        #expect(try await runner.run(command).ending == (counts ? .exited(0) : .stalled))
    }

    /// As long as it writes nothing: nobody reads its streams any more.
    @Test func aCancelledProgramMayEndInOrder() async throws {
        let file = TemporaryFile()
        let (failure, _) = await cancelled(
            shell(
                "exec 2>/dev/null; trap 'echo ended > \(file.path); exit 0' TERM; echo ready; "
                    + "while :; do sleep 0.05; done"))
        // One that ended well before it was noticed has done its work.
        #expect(failure == nil || failure == .cancelled(program: "sh"))
        #expect(file.text == "ended\n")
    }

    @Test func aCancelledProgramThatDoesNotListenIsKilled() async throws {
        let (failure, output) = await cancelled(shell("trap '' TERM; echo $$; while :; do sleep 0.05; done"))
        #expect(failure == .cancelled(program: "sh"))
        #expect(await isGone(number(in: output)))
    }

    @Test func aTaskThatIsCancelledAlreadyRunsNothingToItsEnd() async throws {
        let file = TemporaryFile()
        let command = shell("sleep 5; echo done > \(file.path)")
        let task = Task { [runner] in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await runner.run(command)
        }
        await #expect(throws: CommandFailure.cancelled(program: "sh")) { try await task.value }
        #expect(file.text == "")
    }

    // MARK: What is kept of it

    @Test func ofALongOutputTheEndIsKept() async throws {
        let total = Locked(0)
        let result = try await runner.run(
            shell("head -c 3000000 /dev/zero; echo end; head -c 3000000 /dev/zero >&2; echo end >&2")
        ) { piece in total.withLock { $0 += piece.count } }
        #expect(total.withLock { $0 } == 3_000_004)
        for stream in [result.output, result.errorOutput] {
            #expect(stream.count == Self.kept && stream.suffix(4).elementsEqual("end\n".utf8))
        }
    }

    @Test func theOutputCanGoToAFileOfTheCallerUpToALimit() async throws {
        let file = TemporaryFile()
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        defer { close(descriptor) }
        var command = HostCommand("head", ["-c", "100000", "/dev/zero"])
        command.outputDescriptor = descriptor
        let result = try await runner.run(command)
        #expect(result == CommandResult(.exited(0)))
        #expect(try TemporaryFile.bytes(at: file.path).count == 100_000)
        command.fileSize = 150_000
        #expect(try await runner.run(command).ending == .killed(signal: SIGXFSZ))
        #expect(try TemporaryFile.bytes(at: file.path).count == 150_000)
    }

    // MARK: What it is given

    @Test func whatIsNotThereIsNotInstalled() async throws {
        let folder = try TemporaryFolder()
        try folder.write("#!/bin/sh\n", to: "not-executable")
        try folder.makeFolder("a-folder")
        let runner = SystemCommandRunner(path: folder.path)
        for program in ["no-such-program", "not-executable", "a-folder", "\(folder.path)/nothing"] {
            await #expect(throws: CommandFailure.notInstalled(program: program)) {
                try await runner.run(HostCommand(program, []))
            }
        }
        await #expect(throws: CommandFailure.self) { try await runner.run(HostCommand("echo", ["a\0b"])) }
        // The user's PATH has no sbin.
        #expect(try await SystemCommandRunner(path: nil).run(HostCommand("true", [])).isSuccess)
    }

    @Test func theEnvironmentIsThePathAndTheLanguage() async throws {
        setenv("DATERA_APPLY_TEST_SECRET", "x", 1)
        defer { unsetenv("DATERA_APPLY_TEST_SECRET") }
        let lines = try await runner.run(HostCommand("env", [])).text.split(separator: "\n").sorted()
        #expect(lines == ["LC_ALL=C", "PATH=/usr/bin:/bin:/usr/sbin:/sbin"])
        #expect(try await runner.run(HostCommand("pwd", [])).text == "/\n")
    }

    @Test func itReadsNothingAndInheritsNothing() async throws {
        let descriptor = open("/etc/hostname", O_RDONLY)
        defer { close(descriptor) }
        #expect(try await runner.run(HostCommand("cat", [])) == CommandResult(.exited(0)))
        let open = try await runner.run(shell("for f in /proc/$$/fd/*; do readlink $f; done")).text
        #expect(!open.contains("/etc/hostname") && open.hasPrefix("/dev/null\n"), "\(open)")
    }

    @Test func processorTimeAndMemoryAreLimited() async throws {
        let busy = HostCommand("sh", ["-c", "while :; do :; done"], processorSeconds: 1)
        guard case .killed = try await runner.run(busy).ending else {
            Issue.record("not ended by its limit")
            return
        }
        let large = HostCommand("python3", ["-c", "bytearray(1 << 30)"], addressSpace: 256 << 20)
        #expect(try await runner.run(large).errorText.contains("MemoryError"))
    }

    @Test func aHundredRunsLeaveNothingOpen() async throws {
        func openFiles() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        _ = try await runner.run(HostCommand("true", []))
        let before = try openFiles()
        for number in 0..<100 {
            switch number % 4 {
            case 0: _ = try await runner.run(shell("kill -9 $$"))
            case 1: _ = try? await runner.run(HostCommand("no-such-program", []))
            default: _ = try await runner.run(HostCommand("echo", ["x"]))
            }
        }
        #expect(try openFiles() <= before)
    }
}
