package import Glibc

/// A program, `datera-apply` unless said otherwise, that runs beside the test, to be stopped, continued or killed from outside.
package final class ToolProcess: Sendable {
    package let pid: pid_t
    private let outputFile = TemporaryFile()
    private let errorFile = TemporaryFile()

    /// POSIX_SPAWN_SETSID of Linux; Glibc's module hides it.
    private static let newSession: Int16 = 0x80

    package struct NotStarted: Error {
        package var code: Int32
    }

    /// - Parameter terminal: whom it may ask, and where all is shown; without one it reads nothing, and writes to files.
    package init(
        _ arguments: [String], program: String = "\(ToolRun.buildFolder)/datera-apply",
        environment: [String: String] = [:], terminal: PseudoTerminal? = nil
    ) throws {
        var complete = ["HOME": "/nonexistent", "PATH": "/usr/bin:/bin", "CI": "true"]
        complete.merge(ToolRun.sanitizerOptions.merging(environment) { $1 }) { $1 }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // As the first of a session of its own it gets the terminal's signals.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        if terminal != nil { posix_spawnattr_setflags(&attributes, Self.newSession) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, terminal?.path ?? "/dev/null", O_RDONLY, 0)
        let output = terminal?.path ?? outputFile.path
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let errors = terminal?.path ?? errorFile.path
        posix_spawn_file_actions_addopen(
            &actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY, 0o600)
        // The simulator listens in this process: whoever inherited its sockets would keep them open.
        for descriptor in (STDERR_FILENO + 1)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var argv = ([program] + arguments).map { strdup($0) }
        var envp = complete.map { strdup("\($0.key)=\($0.value)") }
        defer { for text in argv + envp { free(text) } }
        argv.append(nil)
        envp.append(nil)
        var child = pid_t()
        let code = posix_spawn(&child, program, &actions, &attributes, argv, envp)
        guard code == 0 else { throw NotStarted(code: code) }
        pid = child
    }

    package var output: String { outputFile.text }
    package var error: String { errorFile.text }

    package func send(_ signal: Int32) { kill(pid, signal) }

    /// The exit code, or 128 + the signal. Asked for once, at the end.
    package func end() async -> Int32 {
        var status: Int32 = 0
        while true {
            let result = waitpid(pid, &status, WNOHANG)
            if result == pid { return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f) }
            if result < 0, errno != EINTR { return -1 }
            try? await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Waits until it says that it has heard a first signal, or that its time is over.
    package func waitUntilItStops() async throws {
        while !output.contains("Press Ctrl-C"), !hasEnded { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// Whether it has ended, without asking how.
    package var hasEnded: Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_signo == SIGCHLD
    }
}
