import Glibc

/// A program that the data path runs, and what it answered.
struct ChildProcess {
    let pid: pid_t

    /// Starts a program with its output in a file.
    ///
    /// - Parameter output: the file that gets standard output and standard error; it is emptied first.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], output: String
    ) throws(DataPathFailure) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // A child that inherited a socket would keep it open after this process has closed it.
        for descriptor in (STDERR_FILENO + 1)..<Self.descriptorLimit {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var argv = ([program] + arguments).map { strdup($0) }
        var envp = environment.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"]) { given, _ in given }
            .map { strdup("\($0.key)=\($0.value)") }
        defer { for text in argv + envp { free(text) } }
        argv.append(nil)
        envp.append(nil)
        var child = pid_t()
        let code = posix_spawn(&child, program, &actions, nil, argv, envp)
        guard code == 0 else {
            throw .command(program, status: code, output: String(cString: strerror(code)))
        }
        pid = child
    }

    private static let descriptorLimit: Int32 = 4096

    /// Blocks until the program has ended.
    ///
    /// - Returns: its exit status, or 128 + the signal that ended it.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) != pid {
            guard errno == EINTR else { return -1 }
        }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }

    /// Runs a program to its end.
    ///
    /// - Parameter shown: how an error names the command; arguments may hold secrets.
    /// - Returns: what it has written.
    @discardableResult
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], output: String, shown: String
    ) throws(DataPathFailure) -> String {
        let status = try ChildProcess(program, arguments, environment: environment, output: output).wait()
        let text = SmallFile.text(of: output) ?? ""
        guard status == 0 else {
            throw .command(shown, status: status, output: text.split(separator: "\n").joined(separator: "; "))
        }
        return text
    }
}
